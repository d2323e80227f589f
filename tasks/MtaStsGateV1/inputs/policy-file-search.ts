// Finds the committed policy where no path was given.
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Where Static Web Apps, Functions and senders look for it (RFC 8461 section 3.3). */
export const WELL_KNOWN_PATH = ".well-known/mta-sts.txt";

/** A search through more folders would hold up every build. */
export const MOST_FOLDERS = 20_000;

const SKIPPED = new Set([".git", "node_modules"]);

/** What a walk through the repository met; paths are relative to its root, with forward slashes, sorted. */
interface PolicyFileSearch {
  readonly wellKnown: readonly string[];
  /** Files called `mta-sts.txt` in other folders. */
  readonly elsewhere: readonly string[];
  /** False where there are more folders than were allowed. */
  readonly isComplete: boolean;
}

/** Walks through the repository without following links to folders; a folder that cannot be read counts as empty. */
export function searchPolicyFiles(
  repositoryRoot: string,
  mostFolders = MOST_FOLDERS,
): PolicyFileSearch {
  const found: string[] = [];
  const folders = [""];
  let visited = 0;
  for (; visited < Math.min(folders.length, mostFolders); visited++) {
    const folder = folders[visited] ?? "";
    for (const entry of entriesOf(join(repositoryRoot, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (entry.name === "mta-sts.txt") found.push(path);
      } else if (!SKIPPED.has(entry.name)) {
        folders.push(path);
      }
    }
  }
  const isWellKnown = (path: string) => `/${path}`.endsWith(`/${WELL_KNOWN_PATH}`);
  found.sort();
  return {
    wellKnown: found.filter(isWellKnown),
    elsewhere: found.filter((path) => !isWellKnown(path)),
    isComplete: visited === folders.length,
  };
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
