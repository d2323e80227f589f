// Paths inside the repository: where they really lead, and whether that is still inside.
import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Most links that a file system follows before it calls them a loop. */
const MOST_LINKS = 40;

/**
 * Where a path leads once every symbolic link on the way is followed, also when nothing is there (yet). Both paths are
 * absolute. Never throws: what cannot be followed stays as it is.
 */
export function finalPath(path: string, mostLinks = MOST_LINKS): string {
  const real = unlessItFails(() => realpathSync(path));
  if (real !== undefined) return real;
  const target = unlessItFails(() => readlinkSync(path));
  if (target !== undefined && mostLinks > 0) {
    return finalPath(resolve(finalPath(dirname(path)), target), mostLinks - 1);
  }
  const parent = dirname(path);
  return parent === path ? path : join(finalPath(parent, mostLinks), basename(path));
}

/** The way from a folder to a path inside it, with forward slashes, "." for the folder itself; undefined: outside. */
export function pathWithin(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  if (way === "") return ".";
  const isOutside = way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  return isOutside ? undefined : way.split(sep).join("/");
}

/** True where the path, links followed, ends inside the repository. */
export function leadsInside(repositoryRoot: string, path: string): boolean {
  return pathWithin(finalPath(repositoryRoot), finalPath(path)) !== undefined;
}

function unlessItFails<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
