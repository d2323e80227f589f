// The questions that several parts of the gate's look at git have in common.
import type { GitAnswer, Repository } from "./git-program";
import { MAX_FILE_OCTETS } from "./repository";
import type { Observation } from "./types";

/** Most octets of an answer that is a line or two. */
export const FEW_OCTETS = 65_536;

/** Most octets of an answer with the contents of files. */
export const MANY_OCTETS = 8 * MAX_FILE_OCTETS;

/** Asks git; the same question gets the same answer all through a run. */
export type Ask = (
  repository: Repository,
  maxOctets: number,
  words: readonly string[],
  input?: string,
) => Promise<GitAnswer>;

/** A hash as people and reports have it. */
export function abbreviated(hash: string): string {
  return hash.slice(0, 10);
}

/** What is checked out. */
interface Head {
  /** Abbreviated hash. */
  readonly commit: string;
  readonly isShallow: boolean;
}

/** Looks at HEAD; absent with NO_COMMIT in a repository without one. */
export async function headOf(repository: Repository, ask: Ask): Promise<Observation<Head>> {
  const words = ["rev-parse", "--is-shallow-repository", "HEAD"];
  const answer = await ask(repository, FEW_OCTETS, words);
  if (answer.ok) {
    const [shallow, commit = ""] = answer.output.toString("utf8").split("\n");
    return {
      status: "found",
      value: { commit: abbreviated(commit), isShallow: shallow === "true" },
    };
  }
  return /ambiguous argument 'HEAD'/.test(answer.error.message)
    ? { status: "absent", code: "NO_COMMIT", detail: "the repository has no commit yet" }
    : gitFailed(answer);
}

interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Files that were renamed from one commit to another; none where git does not know. */
export async function renamesBetween(
  repository: Repository,
  before: string,
  after: string,
  ask: Ask,
): Promise<readonly Rename[]> {
  const answer = await ask(repository, MANY_OCTETS, [
    "diff-tree",
    "-r",
    "-z",
    "--find-renames",
    "--diff-filter=R",
    "--name-status",
    before,
    after,
  ]);
  if (!answer.ok) return [];
  const list = answer.output.toString("utf8");
  return [...list.matchAll(/R\d*\0([^\0]*)\0([^\0]*)\0/g)].map(([, from = "", to = ""]) => ({
    from,
    to,
  }));
}

/** The file lies in no checked-out repository. */
export function noRepository(path: string): Observation<never> {
  const detail = `no folder above ${path} is a checked-out git repository`;
  return { status: "absent", code: "NO_REPOSITORY", detail };
}

/** An unusable answer. That there is no git is a lasting property of the agent, not an answer that got lost. */
export function gitFailed(answer: GitAnswer & { readonly ok: false }): Observation<never> {
  const { code, message } = answer.error;
  return code === "NO_GIT"
    ? { status: "absent", code, detail: message }
    : { status: "failed", error: answer.error };
}
