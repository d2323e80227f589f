// Finds the committed policy where no path was given.
import { MOST_FOLDERS, walkRepository } from "../repository-walk";

/** Where Static Web Apps, Functions and senders look for it (RFC 8461 section 3.3). */
export const WELL_KNOWN_PATH = ".well-known/mta-sts.txt";

/** What a walk through the repository met; paths are relative to its root, with forward slashes, sorted. */
interface PolicyFileSearch {
  readonly wellKnown: readonly string[];
  /** Files called `mta-sts.txt` in other folders, or so but for the case of its letters. */
  readonly elsewhere: readonly string[];
  /** False where there are more folders than were allowed. */
  readonly isComplete: boolean;
}

/** Walks through the repository without following links to folders; a folder that cannot be read counts as empty. */
export function searchPolicyFiles(
  repositoryRoot: string,
  mostFolders = MOST_FOLDERS,
): PolicyFileSearch {
  const isPolicy = (name: string) => name.toLowerCase() === "mta-sts.txt";
  const { paths, isComplete } = walkRepository(repositoryRoot, isPolicy, mostFolders);
  const isWellKnown = (path: string) => `/${path}`.endsWith(`/${WELL_KNOWN_PATH}`);
  return {
    wellKnown: paths.filter(isWellKnown),
    elsewhere: paths.filter((path) => !isWellKnown(path)),
    isComplete,
  };
}
