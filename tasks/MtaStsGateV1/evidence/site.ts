// Looks at the folder that is deployed: a bounded look that follows no link out of the repository and judges nothing.
import { type Dirent, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { fileKind } from "../inputs/file-kind";
import { isLikePolicyName, isLikeWellKnown, POLICY_NAME } from "../mta-sts/policy-path";
import type { Options } from "../options";
import { pathWithin } from "../path-rules";
import { leadsInside } from "../repository-path";
import { entriesOf, type Walk, walkOnce } from "../repository-walk";
import { isBuildFile } from "./build-files";
import { deployersIn, isYaml } from "./deployers";
import { redact } from "./redaction";
import { explain, readRepositoryFile } from "./repository";
import type { SiteFolder } from "./site-folder";
import type { Observation, RepositoryFile } from "./types";

/** Files of one kind that are kept, and octets of each: what counts of a policy or a configuration is smaller. */
const MOST_FILES = 20;
const MOST_OCTETS = 65_536;

/** Names in a configuration that are looked for. */
const MOST_NAMES = 50;

const INDEX = /^index\.html$/i;
const ROUTES = "routes.json";

/** `staticwebapp.config.json` and what people write instead. */
const CONFIG = /^static[-_]?web[-_]?apps?[-_.]?conf(?:ig)?(?:uration)?\.json[c5]?(?:\.txt)?$/i;

type SiteOptions = Pick<Options, "stage" | "repositoryRoot" | "siteRoot" | "policyFile">;

/** Prepares looks at the sites of a run's domains; what is one for all of them is looked at once. */
export function openSites(
  options: SiteOptions,
  walk: Walk = walkOnce(options.repositoryRoot),
): (policyDomain: string) => Observation<SiteFolder> {
  const seen = new Map<string, Observation<SiteFolder>>();
  let around: Surroundings | undefined;
  return (policyDomain) => {
    if (options.stage === "monitor") return skipped("stage monitor looks for no file");
    const root = rootFor(policyDomain, options);
    if (root === undefined) return skipped("no folder is known to be the one that is deployed");
    around ??= lookAround(options, walk);
    const site = seen.get(root) ?? lookAt(root, options.repositoryRoot, around);
    seen.set(root, site);
    return site;
  };
}

/** `siteRoot`, else the folder above `.well-known`, else the one where the policy file lies if it holds a site. */
function rootFor(policyDomain: string, options: SiteOptions): string | undefined {
  const [siteRoot, policyFile = ""] = [options.siteRoot, options.policyFile].map((path) =>
    path?.replaceAll("{domain}", policyDomain),
  );
  if (siteRoot !== undefined) return siteRoot;
  const folder = posix.dirname(policyFile);
  if (!isLikePolicyName(posix.basename(policyFile))) return undefined;
  if (isLikeWellKnown(posix.basename(folder))) return posix.dirname(folder);
  const isSite = entriesOf(join(options.repositoryRoot, folder)).some(
    ({ name }) => INDEX.test(name) || CONFIG.test(name),
  );
  return isSite ? folder : undefined;
}

/** What is found in the whole repository. */
interface Surroundings extends Pick<SiteFolder, "copies" | "deployers"> {
  /** Paths of files called like `staticwebapp.config.json`. */
  readonly configs: readonly string[];
}

function lookAround({ repositoryRoot, policyFile = "" }: SiteOptions, walk: Walk): Surroundings {
  const isPolicy = (name: string) => name === POLICY_NAME;
  const { paths } = walk((name) => isPolicy(name) || CONFIG.test(name) || isYaml(name));
  const named = (isWanted: (name: string) => boolean) =>
    paths.filter((path) => isWanted(posix.basename(path)));
  // With a file per domain the others are no copies.
  const others = policyFile.includes("{domain}")
    ? []
    : named(isPolicy).filter((path) => path !== policyFile);
  return {
    configs: named((name) => CONFIG.test(name)),
    copies: readStarts(others, repositoryRoot),
    deployers: deployersIn(repositoryRoot, named(isYaml)),
  };
}

function lookAt(
  root: string,
  repositoryRoot: string,
  around: Surroundings,
): Observation<SiteFolder> {
  const folder = join(repositoryRoot, root);
  if (!leadsInside(repositoryRoot, folder)) {
    const message = `${root} leads outside the repository`;
    return { status: "failed", error: { code: "OUTSIDE_REPOSITORY", message } };
  }
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return { status: "found", value: folderOf(root, entries, repositoryRoot, around) };
  } catch (error) {
    return explain(error, root);
  }
}

function folderOf(
  root: string,
  entries: readonly Dirent[],
  repositoryRoot: string,
  { configs, copies, deployers }: Surroundings,
): SiteFolder {
  const folder = join(repositoryRoot, root);
  const isFolder = (entry: Dirent) =>
    leadsToFolder(entry, join(folder, entry.name), repositoryRoot);
  const files = entries.filter((entry) => !isFolder(entry)).map(({ name }) => name);
  const folders = entries.filter(isFolder).map(({ name }) => name);
  const wellKnown = folders.filter(isLikeWellKnown).sort();
  const above = foldersAbove(root);
  const own = readStarts(
    configs.filter((path) => isBelow(path, root) || above.includes(posix.dirname(path))),
    repositoryRoot,
  ).map(withoutSecrets);
  const named = namedFiles(own, folder, repositoryRoot);
  const [routes] = files.includes(ROUTES)
    ? readStarts([posix.join(root, ROUTES)], repositoryRoot)
    : [];
  return {
    root,
    names: [...files.filter(isTelling).sort(), ...wellKnown.map((name) => `${name}/`)],
    wellKnown: wellKnown.map((name) => ({
      folder: name,
      names: entriesOf(join(folder, name))
        .map((entry) => entry.name)
        .filter(isLikePolicyName),
    })),
    configs: own,
    ...(routes === undefined ? {} : { routes }),
    named,
    texts: readStarts(
      named.filter((path) => /\.txt$/i.test(path)).map((path) => posix.join(root, path)),
      repositoryRoot,
    ),
    copies,
    buildFiles: [root, ...above].flatMap((path) => buildFilesIn(path, repositoryRoot)),
    deployers,
  };
}

function isTelling(name: string): boolean {
  return INDEX.test(name) || isLikePolicyName(name) || name === ROUTES || name === "host.json";
}

/** True for a folder, and for a link to one that lies in the repository. */
function leadsToFolder(entry: Dirent, path: string, repositoryRoot: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return leadsInside(repositoryRoot, path) && fileKind(path) === "folder";
}

/** The folders that hold a folder, the nearest first, "." last. */
function foldersAbove(root: string): readonly string[] {
  if (root === ".") return [];
  const parent = posix.dirname(root);
  return [parent, ...foldersAbove(parent)];
}

function isBelow(path: string, root: string): boolean {
  return root === "." || path.startsWith(`${root}/`);
}

function buildFilesIn(folder: string, repositoryRoot: string): readonly string[] {
  return entriesOf(join(repositoryRoot, folder))
    .map(({ name }) => name)
    .filter((name) => isBuildFile(name))
    .map((name) => posix.join(folder, name));
}

/** The files of the site that stand as texts in its configurations, whatever for. */
function namedFiles(
  configs: readonly RepositoryFile[],
  folder: string,
  repositoryRoot: string,
): readonly string[] {
  const words = configs.flatMap(({ bytesBase64 }) =>
    [
      ...Buffer.from(bytesBase64, "base64")
        .toString("utf8")
        .matchAll(/"(\/?[\w./-]{1,200})"/g),
    ].map(([, word = ""]) => posix.join("/", word.endsWith("/") ? `${word}index.html` : word)),
  );
  return [...new Set(words)].slice(0, MOST_NAMES).filter((path) => {
    const full = join(folder, path);
    const isInside = pathWithin(folder, full) !== undefined && leadsInside(repositoryRoot, full);
    return isInside && fileKind(full) === "file";
  });
}

/** The start of each file that can be read. */
function readStarts(paths: readonly string[], repositoryRoot: string): readonly RepositoryFile[] {
  return paths.slice(0, MOST_FILES).flatMap((path) => {
    const file = readRepositoryFile(repositoryRoot, path);
    if (file.status !== "found") return [];
    const start = Buffer.from(file.value.bytesBase64, "base64").subarray(0, MOST_OCTETS);
    return [{ ...file.value, bytesBase64: start.toString("base64") }];
  });
}

/** A header that a configuration asks for may be a key. */
function withoutSecrets(file: RepositoryFile): RepositoryFile {
  const text = redact(Buffer.from(file.bytesBase64, "base64").toString("utf8"));
  return { ...file, bytesBase64: Buffer.from(text).toString("base64") };
}

function skipped(reason: string): Observation<never> {
  return { status: "skipped", reason };
}
