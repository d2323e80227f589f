import type { Deployment } from "../deployment";
import type { Observation } from "../evidence/types";
import { defineCheck, type Finding } from "./check";
import { enumeration } from "./enumeration";
import { isCloneShallow, wantedOfGit } from "./git-wants";

export const gitUnanswered = defineCheck({
  id: "git-unanswered",
  title: "The history of the repository could not be had",
  severity: "warning",
  area: "unverified",
  citation: { practice: "checking out with history" },
  why: "What the history would have decided was not checked.",
  fix: "Check the repository out with git before the gate: checkout: self with fetchDepth: 0.",
  needs: [],
  judge: (_seen, deployment) => {
    const wanted = wantedOfGit(deployment);
    const reason = reasonOf(deployment);
    if (wanted.length === 0 || reason === undefined || isCloneShallow(deployment)) return [];
    return [{ ...reason, message: `git does not tell ${enumeration(wanted)}: ${reason.message}` }];
  },
});

// That there is no git and no repository is how this pipeline is made, and no answer that got lost.
function reasonOf({ history, targetBranch }: Deployment): Finding | undefined {
  const seen: readonly Observation<unknown>[] = [history, targetBranch];
  const lost = seen.find((one) => one.status === "failed");
  if (lost?.status === "failed") return { message: lost.error.message };
  const missing = seen.find((one) => one.status === "absent");
  return missing?.status === "absent" ? { message: missing.detail, severity: "note" } : undefined;
}
