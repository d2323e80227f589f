// Paths inside the repository: where they really lead, and whether that is still inside.
import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathWithin } from "./path-rules";

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
