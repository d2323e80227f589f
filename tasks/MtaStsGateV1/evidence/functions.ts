// Looks for Azure Functions apps that serve a policy: a bounded look that follows no link out of the repository.
import { posix } from "node:path";
import type { Options } from "../options";
import { type Walk, walkOnce } from "../repository-walk";
import type { FunctionsApp, FunctionsApps } from "./functions-apps";
import { readRepositoryFile } from "./repository";
import type { Observation, RepositoryFile } from "./types";

/** Apps, files that are read of each, files that are kept, and octets of each. */
const MOST_APPS = 10;
const MOST_READ = 300;
const MOST_FILES = 20;
const MOST_OCTETS = 65_536;

const HOST = "host.json";
const FUNCTION = "function.json";
const CODE = /\.(?:[cm]?[jt]s|cs|csx|fs|fsx|ps1|py|java)$/i;
const SETTINGS = /\.(?:bicep|bicepparam|json|tf|tfvars|ya?ml|ps1|sh|azcli)$/i;
const TELLING = /mta-sts|STSv1/i;
const PREFIX_SETTING = /AzureFunctionsJobHost__extensions__http__routePrefix/i;

/** What a compiler or a package manager made. */
const MADE = /(?:^|\/)(?:bin|obj|dist|out|\.python_packages)\//;

/** Looks once for all domains: what the apps of a repository are does not depend on them. */
export function lookAtFunctions(
  { stage, repositoryRoot }: Pick<Options, "stage" | "repositoryRoot">,
  walk: Walk = walkOnce(repositoryRoot),
): Observation<FunctionsApps> {
  if (stage === "monitor") {
    return { status: "skipped", reason: "stage monitor looks for no file" };
  }
  const { paths } = walk((name) => name === HOST || CODE.test(name) || SETTINGS.test(name));
  const roots = paths
    .filter((path) => posix.basename(path) === HOST && !MADE.test(path))
    .map((path) => posix.dirname(path));
  const apps = roots
    .slice(0, MOST_APPS)
    .flatMap((root) => appIn(root, filesOf(root, roots, paths), repositoryRoot));
  if (apps.length === 0) {
    return { status: "absent", code: "ENOENT", detail: "no Functions app serves a policy" };
  }
  const settings = paths.filter((path) => SETTINGS.test(path) && !MADE.test(path));
  const prefixSettings = settings
    .slice(0, MOST_READ)
    .filter((path) => PREFIX_SETTING.test(textOf(startOf(path, repositoryRoot))));
  return { status: "found", value: { apps, prefixSettings } };
}

/** The files of an app, but not those of another one below it. */
function filesOf(
  root: string,
  roots: readonly string[],
  paths: readonly string[],
): readonly string[] {
  const isBelow = (path: string, folder: string) => folder === "." || path.startsWith(`${folder}/`);
  const inner = roots.filter((other) => other !== root && isBelow(other, root));
  return paths.filter(
    (path) =>
      isBelow(path, root) && !inner.some((other) => isBelow(path, other)) && !MADE.test(path),
  );
}

function appIn(
  root: string,
  paths: readonly string[],
  repositoryRoot: string,
): readonly FunctionsApp[] {
  const hostJson = startOf(posix.join(root, HOST), repositoryRoot);
  if (hostJson === undefined) return [];
  const read = paths
    .filter((path) => CODE.test(path) || posix.basename(path) === FUNCTION)
    .slice(0, MOST_READ)
    .map((path) => startOf(path, repositoryRoot))
    .filter((file) => file !== undefined);
  const telling = read.filter((file) => TELLING.test(textOf(file)));
  const folders = new Set(telling.map(({ path }) => posix.dirname(path)));
  const files = read.filter(
    (file) =>
      telling.includes(file) ||
      (posix.basename(file.path) === FUNCTION && folders.has(posix.dirname(file.path))),
  );
  return telling.length === 0 ? [] : [{ root, hostJson, files: files.slice(0, MOST_FILES) }];
}

function startOf(path: string, repositoryRoot: string): RepositoryFile | undefined {
  const file = readRepositoryFile(repositoryRoot, path);
  if (file.status !== "found") return undefined;
  const start = Buffer.from(file.value.bytesBase64, "base64").subarray(0, MOST_OCTETS);
  return { ...file.value, bytesBase64: start.toString("base64") };
}

function textOf(file: RepositoryFile | undefined): string {
  return Buffer.from(file?.bytesBase64 ?? "", "base64").toString("utf8");
}
