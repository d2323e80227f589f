// What git knows of the policy file: its versions along first parents, and the target branch of a pull request.
import type { Options } from "../options";
import { historyOf } from "./git-history";
import { gitPlaceOf } from "./git-place";
import { askGit, type GitAnswer, type GitSettings } from "./git-program";
import type { Ask } from "./git-questions";
import { targetBranchOf } from "./git-target";
import { Turns } from "./turns";
import type { Observation, PolicyHistory, TargetBranch } from "./types";

/** Processes at the same time: git keeps the machine busy, however many there are. */
const PROCESSES_AT_ONCE = 4;

/** Asks git about files of one run; nothing is asked twice. */
export interface GitEyes {
  /** Versions of a file, for which `path` is relative to the pipeline's folder and need not exist any more. */
  readonly history: (path: string) => Promise<Observation<PolicyHistory>>;
  readonly targetBranch: (
    policyFile: string,
    recordFile: string | undefined,
  ) => Promise<Observation<TargetBranch>>;
}

/** @param settings what git may need besides */
export function openGit(
  options: Pick<Options, "repositoryRoot" | "targetBranch">,
  settings: GitSettings = {},
): GitEyes {
  const asked = new Map<string, Promise<GitAnswer>>();
  const turns = new Turns(PROCESSES_AT_ONCE);
  const ask: Ask = (repository, maxOctets, words, input) => {
    const key = JSON.stringify([repository.gitDir, words, input]);
    const question = { arguments: words, maxOctets, ...(input === undefined ? {} : { input }) };
    const answer = asked.get(key) ?? turns.take(() => askGit(repository, question, settings));
    asked.set(key, answer);
    return answer;
  };
  const root = options.repositoryRoot;
  return {
    history: (path) => historyOf(gitPlaceOf(root, path), path, ask),
    targetBranch: (policyFile, recordFile) =>
      targetBranchOf(root, policyFile, recordFile, options.targetBranch, ask),
  };
}
