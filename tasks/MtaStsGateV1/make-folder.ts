// Makes a folder with all those above it, or says why not, on every file system.
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes what is missing of a path, from the top down. Node's own recursive way never ends below `/proc`, which says of
 * a new folder that it does not exist.
 * @param folder absolute
 * @throws the system's error: ENOENT, EACCES, ENOTDIR where a file is in the way, …
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; kindAt(at) === "nothing"; at = dirname(at)) {
    missing.push(at);
    if (at === dirname(at)) break;
  }
  for (const path of missing.reverse()) makeOne(path);
  if (kindAt(folder) !== "folder") {
    throw Object.assign(new Error(`${folder} is no folder`), { code: "ENOTDIR" });
  }
}

function kindAt(path: string): "folder" | "nothing" | "other" {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return "nothing";
  return stats.isDirectory() ? "folder" : "other";
}

// Another step of the job may have made it in the meantime.
function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
