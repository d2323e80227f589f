// What ships: the one list that the build, its checks and the tests go by.

/** Name of the task's folder in the repository, under dist/ and in the package. */
export const TASK_FOLDER = "MtaStsGateV1";

/** A bundle of the task. */
export interface Bundle {
  /** The file that an agent gets. */
  readonly file: string;
  /** Entry point, relative to the task's folder in the repository, without its extension. */
  readonly entry: string;
  /** Packages that no other bundle may hold. */
  readonly packages: readonly string[];
  /** Names are shortened as well, since hardly one of them is ours. */
  readonly isMostlyPackages?: true;
}

/** All bundles; those after the first are loaded when they are needed, for they cost more start-up time than the rest. */
export const BUNDLES: readonly Bundle[] = [
  { file: "main.js", entry: "main", packages: ["azure-pipelines-task-lib"] },
  {
    file: "network.js",
    entry: "evidence/network",
    packages: ["dns-packet"],
    isMostlyPackages: true,
  },
  {
    file: "https-request.js",
    entry: "evidence/https-request",
    packages: ["undici"],
    isMostlyPackages: true,
  },
  { file: "live-checks.js", entry: "checks/live-checks", packages: [] },
  { file: "hosting-checks.js", entry: "checks/hosting-checks", packages: [] },
  { file: "pipeline-checks.js", entry: "checks/pipeline-checks", packages: [] },
  { file: "reports.js", entry: "report/reports", packages: [] },
  {
    file: "public-suffix.js",
    entry: "mta-sts/public-suffix",
    packages: ["tldts"],
    isMostlyPackages: true,
  },
  {
    file: "pipeline-yaml.js",
    entry: "pipelines/yaml-tree",
    packages: ["yaml"],
    isMostlyPackages: true,
  },
];

/** Files of the task's folder that ship as they are. */
export const COPIED_TASK_FILES: readonly string[] = ["task.json", "icon.png", "launcher.js"];

/** All that an agent gets. */
export const TASK_FILES: readonly string[] = [
  ...COPIED_TASK_FILES,
  ...BUNDLES.map((bundle) => bundle.file),
];

/** Files of the repository that ship beside the task, with their name in the package. */
export const COPIED_PACKAGE_FILES: readonly { readonly from: string; readonly to: string }[] = [
  { from: "overview.md", to: "overview.md" },
  { from: "images/icon.png", to: "images/icon.png" },
  { from: "images/stopped-build.png", to: "images/stopped-build.png" },
  { from: "images/summary.png", to: "images/summary.png" },
  { from: "LICENSE", to: "LICENSE.txt" },
];

/** Written by the build: the licenses of the packages in the bundles. */
export const NOTICES_FILE = "ThirdPartyNotices.txt";

/** Written by the build: the same packages for programs to read, named as CycloneDX recommends. */
export const BILL_FILE = "bom.cdx.json";

/** Everything in the VSIX; the first three are made by tfx. */
export const VSIX_FILES: readonly string[] = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension.vsomanifest",
  ...COPIED_PACKAGE_FILES.map((file) => file.to),
  NOTICES_FILE,
  BILL_FILE,
  ...TASK_FILES.map((file) => `${TASK_FOLDER}/${file}`),
];

/** In octets, compressed with deflate: what each agent downloads. */
export const MAX_TASK_OCTETS = 400_000;

/** In octets: what an organization installs. */
export const MAX_VSIX_OCTETS = 1_000_000;
