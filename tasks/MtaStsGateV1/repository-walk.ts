// Finds files in the repository by their names, without following links to folders.
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** A search through more folders would hold up every build. */
export const MOST_FOLDERS = 20_000;

const SKIPPED = new Set([".git", "node_modules"]);

/** What a walk met. */
interface RepositoryWalk {
  /** Relative to the repository's root, with forward slashes, sorted. */
  readonly paths: readonly string[];
  /** All folders below the root, those near it first; written the same way. */
  readonly folders: readonly string[];
  /** False where there are more folders than were allowed. */
  readonly isComplete: boolean;
}

/** Walks through the repository, folders near its root first; a folder that cannot be read counts as empty. */
export function walkRepository(
  repositoryRoot: string,
  isWanted: (name: string) => boolean,
  mostFolders = MOST_FOLDERS,
): RepositoryWalk {
  const paths: string[] = [];
  const folders = [""];
  let visited = 0;
  for (; visited < Math.min(folders.length, mostFolders); visited++) {
    const folder = folders[visited] ?? "";
    for (const entry of entriesOf(join(repositoryRoot, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (isWanted(entry.name)) paths.push(path);
      } else if (!SKIPPED.has(entry.name)) {
        folders.push(path);
      }
    }
  }
  return { paths: paths.sort(), folders: folders.slice(1), isComplete: visited === folders.length };
}

/** Finds files by their names. */
export type Walk = (isWanted: (name: string) => boolean) => RepositoryWalk;

/** Walks when it is first asked, and then knows all names. */
export function walkOnce(repositoryRoot: string): Walk {
  let whole: RepositoryWalk | undefined;
  return (isWanted) => {
    whole ??= walkRepository(repositoryRoot, () => true);
    const paths = whole.paths.filter((path) => isWanted(path.slice(path.lastIndexOf("/") + 1)));
    return { ...whole, paths };
  };
}

/** What a folder holds, sorted by name; nothing where it cannot be read. */
export function entriesOf(folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
