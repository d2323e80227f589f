// Paths as text, by the rules of Windows or of the others. Nothing here looks at the disk, so each system can be tested
// on any.
import * as own from "node:path";

/** The rules of one system: `posix` or `win32` of `node:path`. */
type PathRules = Pick<typeof own.posix, "sep" | "resolve" | "relative" | "isAbsolute">;

/** Those of the system that we run on. */
const OWN_RULES: PathRules = own;

/**
 * The way from a folder to a path inside it, with forward slashes, "." for the folder itself; undefined: outside, which
 * another drive or another share is, too. On Windows case does not count, so the way is spelled as the path is.
 */
export function pathWithin(folder: string, path: string, rules = OWN_RULES): string | undefined {
  const way = rules.relative(folder, path);
  if (way === "") return ".";
  const isOutside = way === ".." || way.startsWith(`..${rules.sep}`) || rules.isAbsolute(way);
  return isOutside ? undefined : way.split(rules.sep).join("/");
}

/** The same for a path that starts at the folder where it is relative. A path with a drive has no place on Linux. */
export function wayInto(folder: string, path: string, rules = OWN_RULES): string | undefined {
  const isForeign = rules.sep === "/" && /^[A-Za-z]:[\\/]/.test(path);
  return isForeign ? undefined : pathWithin(folder, rules.resolve(folder, path), rules);
}

/** The whole path of a file of the repository as this system writes it. */
export function wholePath(repositoryRoot: string, file: string, rules = OWN_RULES): string {
  return rules.resolve(repositoryRoot, file);
}

/**
 * A path as somebody wrote it, with the separators of this system. A backslash separates everywhere, since a pipeline
 * that was written for Windows shall mean the same elsewhere; but Linux and macOS have names with a backslash.
 * @param isThere true where something lies at a path as it is written
 */
export function withOwnSeparators(
  text: string,
  isThere: (text: string) => boolean,
  rules = OWN_RULES,
): string {
  // The prefix switches Windows' own rules off; Node writes it by itself where it is needed.
  if (rules.sep === "\\") {
    return text.replace(/^\\\\\?\\UNC\\/i, "\\\\").replace(/^\\\\\?\\(?=[A-Za-z]:)/, "");
  }
  return text.includes("\\") && !isThere(text) ? text.replaceAll("\\", "/") : text;
}

/** True for `/home` and on Windows `\home`: at the root of something, and neither a drive nor a share is named. */
export function isAtSomeRoot(path: string, rules = OWN_RULES): boolean {
  return rules.sep === "/" ? path.startsWith("/") : /^[\\/](?![\\/])/.test(path);
}

/** The path below that root or drive. */
export function withoutRoot(path: string): string {
  return path.replace(/^(?:[A-Za-z]:)?[\\/]+/, "");
}

/** Names that Windows keeps for devices, whatever the extension ("Naming Files, Paths, and Namespaces"). */
const DEVICE =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\..*)?$/i;

/** Why Windows cannot have a file of this path, as the rest of a clause with the name in it; undefined: it can. */
export function nameFault(
  path: string,
  shown: (name: string) => string,
  rules = OWN_RULES,
): string | undefined {
  if (rules.sep === "/") return undefined;
  const names = path.replace(/^[A-Za-z]:/, "").split(/[\\/]/);
  for (const name of names) {
    if (name === "." || name === "..") continue;
    if (DEVICE.test(name)) return `holds the name ${shown(name)}, which Windows keeps for a device`;
    if (/[. ]$/.test(name)) return `holds the name ${shown(name)}, whose end Windows cuts off`;
    if (/[<>:"|?*]/.test(name))
      return `holds the name ${shown(name)}, which Windows does not allow`;
  }
  return undefined;
}
