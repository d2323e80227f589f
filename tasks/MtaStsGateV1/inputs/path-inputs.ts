// Inputs that name files and folders of the repository.
import { isAbsolute, posix, resolve } from "node:path";
import type { Stage } from "../options";
import { isAtSomeRoot, nameFault, wayInto, withOwnSeparators, withoutRoot } from "../path-rules";
import { quote } from "../quote";
import { finalPath, leadsInside } from "../repository-path";
import { entriesOf, MOST_FOLDERS } from "../repository-walk";
import { searchEmbeddedPolicies } from "./embedded-policy-search";
import { type FileKind, fileKind } from "./file-kind";
import { searchPolicyFiles, WELL_KNOWN_PATH } from "./policy-file-search";
import { bad, good, type Reading, unfit } from "./reading";
import { looksTheSame, spelledOnDisk } from "./spelling";

/** The longest path that Linux takes. */
const MAX_PATH_LENGTH = 4096;

/** Most paths that one message lists. */
const MOST_LISTED = 10;

const INSIDE = "a path inside the repository is";

/** What the path inputs are read against. */
export interface Place {
  readonly repositoryRoot: string;
  /** Policy Domains for `{domain}`; `[""]`: none was given, `[]`: the input `domain` is itself bad. */
  readonly domains: readonly string[];
}

/**
 * A path as the file system wants it, or why it cannot be one.
 * @param folder where it starts if it is relative, absolute
 */
export function readPath(text: string, folder: string): Reading<string> {
  const expected = "one path is";
  if (text.length > MAX_PATH_LENGTH) {
    return unfit(text, `is longer than ${MAX_PATH_LENGTH} characters`, expected);
  }
  if (/\p{Cc}/u.test(text)) return unfit(text, "holds a control character", expected);
  if (/^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(text)) return unfit(text, "is a URL", expected);
  const path = withOwnSeparators(text, (name) => fileKind(resolve(folder, name)) !== "absent");
  const fault = nameFault(path, quote);
  return fault === undefined ? good(path) : unfit(text, fault, expected);
}

/** `policyFile`, found where it is empty; undefined: no file is judged. A file that is not there is evidence. */
export function readPolicyFile(
  text: string,
  stage: Stage,
  siteRoot: string | undefined,
  place: Place,
): Reading<string | undefined> {
  const mustExist = stage === "lint";
  const judge = (path: string) => filePath(path, place, mustExist && "lint has nothing to judge");
  if (text !== "") return judge(text);
  if (stage === "monitor") return good(undefined);
  if (siteRoot !== undefined) return judge(policyFileOf(siteRoot, place));
  const only = onlyPolicyFile(place.repositoryRoot);
  return only.ok ? judge(only.value) : only;
}

/**
 * The policy file of a site, also where it is spelled in a way that senders do not find, which is for the checks to
 * judge; of a Functions app the only file of code that holds a policy.
 */
function policyFileOf(siteRoot: string, { repositoryRoot }: Place): string {
  const path = posix.join(siteRoot, WELL_KNOWN_PATH);
  if (path.includes("{domain}")) return path;
  const spelled = spelledIn(repositoryRoot, path);
  if (spelled !== undefined) return spelled;
  if (fileKind(resolve(repositoryRoot, path)) !== "absent") return path;
  const [embedded, ...others] = searchEmbeddedPolicies(repositoryRoot, siteRoot);
  return others.length === 0 ? (embedded ?? path) : path;
}

/**
 * `siteRoot`; undefined when empty. The folder need not exist: that nothing is deployed any more is for the checks to
 * judge.
 */
export function readSiteRoot(text: string, place: Place): Reading<string | undefined> {
  if (text === "") return good(undefined);
  const given = readPath(text, place.repositoryRoot);
  if (!given.ok) return given;
  const isLocation = isAppLocation(given.value, place.repositoryRoot);
  const path = pathInside(isLocation ? `.${given.value}` : given.value, place.repositoryRoot);
  if (!path.ok) return path;
  const bare = path.value.replace(/(?:^|\/)(?:\.well-known\/)?[^/]+$/, "") || ".";
  return firstFault(path.value, place, (kind, shown) =>
    kind === "absent" || kind === "folder"
      ? undefined
      : unfit(shown, "is no folder", "the folder that is deployed is", quote(bare)),
  );
}

/** In `app_location` of AzureStaticWebApp@0 a leading slash means the repository's root, not the machine's. */
function isAppLocation(path: string, repositoryRoot: string): boolean {
  if (!isAtSomeRoot(path) || wayIn(repositoryRoot, path) !== undefined) return false;
  const [inside, outside] = [`.${path}`, path].map((way) => fileKind(resolve(repositoryRoot, way)));
  return inside !== "absent" || outside === "absent";
}

/** The folder that holds `.well-known`, which is what gets deployed; undefined for a policy that lies elsewhere. */
export function siteRootOf(policyFile: string): string | undefined {
  const isWellKnown = `/${policyFile}`.endsWith(`/${WELL_KNOWN_PATH}`);
  return isWellKnown ? posix.dirname(posix.dirname(policyFile)) : undefined;
}

/**
 * The path of a file in the repository, with forward slashes.
 * @param loss what it means that the file does not exist; false where that is no fault
 */
export function filePath(text: string, place: Place, loss: string | false): Reading<string> {
  const path = pathInside(text, place.repositoryRoot);
  if (!path.ok) return path;
  return firstFault(path.value, place, (kind, shown) => {
    const expected = "the path of a file is";
    if (kind === "folder") {
      return unfit(shown, "is a folder", expected, policyWithin(shown, place.repositoryRoot));
    }
    if (kind === "other") return unfit(shown, "is no regular file", expected);
    if (loss === false || kind === "file") return undefined;
    const fault = kind === "absent" ? "does not exist" : "cannot be read";
    return unfit(shown, `${fault}, so ${loss}`, expected);
  });
}

/** A path relative to the repository, with forward slashes, or why it is not inside. Links are looked at later. */
function pathInside(text: string, repositoryRoot: string): Reading<string> {
  const given = readPath(text, repositoryRoot);
  if (!given.ok) return given;
  const path = given.value;
  const way = wayIn(repositoryRoot, path);
  if (way !== undefined) return good(way);
  const asRelative = withoutRoot(path);
  const isMeant = isAbsolute(path) && fileKind(resolve(repositoryRoot, asRelative)) === "file";
  const probable = isMeant ? quote(asRelative) : undefined;
  return unfit(text, "lies outside the repository", INSIDE, probable);
}

/** The repository may itself have been reached through a link, and an absolute path be given with or without it. */
function wayIn(repositoryRoot: string, path: string): string | undefined {
  return wayInto(repositoryRoot, path) ?? wayInto(finalPath(repositoryRoot), path);
}

/** Looks at the path of every domain; the path (with `{domain}`) as it is spelled on the disk, or the first fault. */
function firstFault(
  path: string,
  { repositoryRoot, domains }: Place,
  faultOf: (kind: FileKind, shown: string) => Reading<never> | undefined,
): Reading<string> {
  const isPerDomain = path.includes("{domain}");
  if (isPerDomain && domains[0] === "") {
    return unfit(
      path,
      "holds {domain} but the input domain is empty",
      "a path without {domain} is",
    );
  }
  const shownPaths = isPerDomain
    ? domains.map((domain) => path.replaceAll("{domain}", domain))
    : [path];
  // Hundreds of files may lie in one folder.
  const listed = new Map<string, readonly string[]>();
  for (const shown of shownPaths) {
    const full = resolve(repositoryRoot, shown);
    if (!leadsInside(repositoryRoot, full)) {
      return unfit(shown, "leads outside the repository through a symbolic link", INSIDE);
    }
    const spelled = spelledIn(repositoryRoot, shown, listed);
    if (spelled !== undefined && !looksTheSame(spelled, shown)) {
      return unfit(
        shown,
        `is spelled ${quote(spelled, 120)} in the repository`,
        "the same spelling is",
      );
    }
    const fault = faultOf(fileKind(full), shown);
    if (fault !== undefined) return fault;
    if (!isPerDomain && spelled !== undefined) return good(spelled);
  }
  return good(path);
}

function spelledIn(
  repositoryRoot: string,
  path: string,
  listed = new Map<string, readonly string[]>(),
): string | undefined {
  return spelledOnDisk(path, (folder) => {
    const names =
      listed.get(folder) ?? entriesOf(resolve(repositoryRoot, folder)).map(({ name }) => name);
    listed.set(folder, names);
    return names;
  });
}

/** The policy file in a folder that was given in its place. */
function policyWithin(folder: string, repositoryRoot: string): string | undefined {
  const path = [WELL_KNOWN_PATH, "mta-sts.txt"]
    .map((name) => posix.join(folder, name))
    .find((candidate) => fileKind(resolve(repositoryRoot, candidate)) === "file");
  return path === undefined ? undefined : quote(path);
}

function onlyPolicyFile(repositoryRoot: string): Reading<string> {
  const { wellKnown, elsewhere, isComplete } = searchPolicyFiles(repositoryRoot);
  const [only] = wellKnown;
  if (!isComplete) {
    return bad(
      `is empty and the repository has more than ${MOST_FOLDERS} folders to search: the path of the policy file is expected`,
    );
  }
  if (only === undefined) {
    const embedded = searchEmbeddedPolicies(repositoryRoot);
    const [code] = embedded;
    if (embedded.length === 1 && code !== undefined) return good(code);
    if (embedded.length > 1) {
      return bad(
        `is empty and several files of code hold a policy: one of ${listed(embedded)} is expected`,
      );
    }
    const probable = elsewhere.length === 1 ? `, probably ${quote(elsewhere[0] ?? "")}` : "";
    return bad(
      `is empty and the repository holds no ${WELL_KNOWN_PATH}, so there is nothing to judge: the path of the policy file is expected${probable}`,
    );
  }
  return wellKnown.length === 1
    ? good(only)
    : bad(
        `is empty and the repository holds several ${WELL_KNOWN_PATH}: one of ${listed(wellKnown)} is expected`,
      );
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_LISTED).map((path) => quote(path, 120));
  const more = paths.length - shown.length;
  return more > 0
    ? `${shown.join(", ")} or ${more} more`
    : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}
