// What the repository holds for one Policy Domain: the files that the inputs name, and what git knows of them.
import type { Options } from "../options";
import type { GitEyes } from "./git";
import { readRepositoryFile } from "./repository";
import { skipped } from "./skipped";
import type { Evidence, Observation, RepositoryFile } from "./types";

/** What git knows of the policy. */
export type Committed = Pick<Evidence, "history" | "targetBranch">;

/** Asks git about the files of a domain. @param git undefined where the stage asks it for nothing */
export async function lookAtGit(
  policyDomain: string,
  { stage, ...options }: Options,
  git: GitEyes | undefined,
): Promise<Committed> {
  const pathOf = (path: string) => path.replaceAll("{domain}", policyDomain);
  if (git === undefined || stage === "monitor" || options.policyFile === undefined) {
    const unasked = skipped(`stage ${stage} asks git for nothing`);
    return { history: unasked, targetBranch: unasked };
  }
  const policyFile = pathOf(options.policyFile);
  const recordFile = options.recordFile === undefined ? undefined : pathOf(options.recordFile);
  const [history, targetBranch] = await Promise.all([
    git.history(policyFile),
    stage === "pullRequest"
      ? git.targetBranch(policyFile, recordFile)
      : skipped("only a pull request has a target branch"),
  ]);
  return { history, targetBranch };
}

/**
 * Reads a file of the repository that an input names.
 * @param path may hold `{domain}`; undefined: there is none
 */
export function readFileOf(
  path: string | undefined,
  input: string,
  policyDomain: string,
  options: Options,
): Observation<RepositoryFile> {
  if (path === undefined) return skipped(`${input} names no file`);
  return readRepositoryFile(options.repositoryRoot, path.replaceAll("{domain}", policyDomain));
}
