// Which of the files called like staticwebapp.config.json takes effect. The service looks for it anywhere in the folder
// that is uploaded; a build may bring one from the folder that it starts in.

import type { SiteConfigFile, StrayConfig } from "../deployment/site";
import type { SiteFolder } from "../evidence/site-folder";
import type { RepositoryFile } from "../evidence/types";
import { EMPTY_CONFIG, readConfig } from "../swa/config";
import { MAX_CONFIG_OCTETS } from "../swa/max-config-octets";
import { isBelow, nameOf, parentOf } from "./repository-paths";
import type { Upload } from "./upload";

const CONFIG_NAME = "staticwebapp.config.json";

/** The configuration in effect and those without. */
export interface SiteConfigs {
  readonly config?: SiteConfigFile;
  readonly strays: readonly StrayConfig[];
}

/** @param isAsItLies the folder is uploaded as it lies in the repository */
export function readSiteConfigs(
  { root, configs, names, buildFiles }: SiteFolder,
  upload: Upload | undefined,
  isAsItLies: boolean,
): SiteConfigs {
  const depth = ({ path }: RepositoryFile) => path.split("/").length;
  const named = configs.filter(({ path }) => nameOf(path) === CONFIG_NAME);
  const inside = named
    .filter(({ path }) => isBelow(path, root))
    .sort((a, b) => depth(a) - depth(b));
  const above = named
    .filter(({ path }) => !isBelow(path, root))
    .sort((a, b) => depth(b) - depth(a));
  const told = named.find(({ path }) => upload?.configFolders.includes(parentOf(path)));
  const isBuiltIn = ({ path }: RepositoryFile) =>
    upload?.extent === "part"
      ? upload.appFolders.includes(parentOf(path))
      : !isAsItLies &&
        !names.includes("index.html") &&
        buildFiles.some((file) => parentOf(file) === parentOf(path));
  const effective = told ?? inside[0] ?? above.find(isBuiltIn);
  if (effective !== undefined) return { config: readFile(effective), strays: [] };
  const slips = configs.filter(({ path }) => isBelow(path, root) && nameOf(path) !== CONFIG_NAME);
  return {
    strays: [
      ...slips.map(({ path }) => ({ path, reason: "name" as const })),
      ...(isAsItLies ? above.map(({ path }) => ({ path, reason: "place" as const })) : []),
    ],
  };
}

// What the service refuses for its size tells nothing more.
function readFile({ path, octets, bytesBase64 }: RepositoryFile): SiteConfigFile {
  const reading =
    octets > MAX_CONFIG_OCTETS
      ? { config: EMPTY_CONFIG, unknownKeys: [], badValues: [] }
      : readConfig(Buffer.from(bytesBase64, "base64"));
  return { path, octets, reading };
}
