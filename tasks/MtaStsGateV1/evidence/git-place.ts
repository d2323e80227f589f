// Where a file lies: with several checkouts each is a repository of its own below the pipeline's folder.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathWithin } from "../path-rules";
import { finalPath } from "../repository-path";
import type { Repository } from "./git-program";

/** A file's place in the repository that holds it. */
export interface GitPlace {
  readonly repository: Repository;
  /** Relative to the repository's work tree, with forward slashes. */
  readonly path: string;
  /** The work tree relative to the pipeline's folder, "" where they are the same, else with a slash at its end. */
  readonly prefix: string;
}

/**
 * Finds the repository of a file by the nearest `.git` above it, links followed. Git itself would also take a folder
 * for a repository that merely looks like one, which anybody can commit.
 * @param root the pipeline's folder, absolute; nothing above it is looked at
 * @param path relative to it; the file need not exist
 */
export function gitPlaceOf(root: string, path: string): GitPlace | undefined {
  const top = finalPath(root);
  const file = finalPath(join(root, path));
  for (
    let folder = dirname(file);
    pathWithin(top, folder) !== undefined;
    folder = dirname(folder)
  ) {
    const gitDir = join(folder, ".git");
    if (existsSync(gitDir)) {
      const way = pathWithin(top, folder) ?? ".";
      return {
        repository: { workTree: folder, gitDir },
        path: pathWithin(folder, file) ?? path,
        prefix: way === "." ? "" : `${way}/`,
      };
    }
    if (folder === dirname(folder)) break;
  }
  return undefined;
}
