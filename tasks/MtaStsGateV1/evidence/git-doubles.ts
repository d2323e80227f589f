// Names that differ from a file's in nothing but case. A checkout on Windows or macOS keeps only one of them, so the
// names come from git's index.
import type { GitPlace } from "./git-place";
import { type Ask, MANY_OCTETS } from "./git-questions";

/** Paths of the checked-out commit, each under its form without case; made once for each answer of git. */
const known = new WeakMap<Buffer, ReadonlyMap<string, readonly string[]>>();

/**
 * Other files whose path differs in case only, relative to the pipeline's folder and sorted; none where git does not
 * tell or the repository has more names than are read.
 */
export async function doublesOf(place: GitPlace, ask: Ask): Promise<readonly string[]> {
  const answer = await ask(place.repository, MANY_OCTETS, ["ls-files", "-z"]);
  if (!answer.ok) return [];
  const names = known.get(answer.output) ?? namesIn(answer.output.toString("utf8"));
  known.set(answer.output, names);
  const same = names.get(place.path.toLowerCase()) ?? [];
  return same.filter((path) => path !== place.path).map((path) => place.prefix + path);
}

function namesIn(list: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  // A path with a conflict stands there once for each side.
  for (const path of [...new Set(list.split("\0"))].sort()) {
    const others = names.get(path.toLowerCase());
    if (others === undefined) names.set(path.toLowerCase(), [path]);
    else others.push(path);
  }
  return names;
}
