import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { isCloneShallow, wantedOfGit } from "./git-wants";

export const gitShallow = defineCheck({
  id: "git-shallow",
  title: "The clone is too shallow to tell what changed",
  severity: "note",
  area: "remark",
  citation: { practice: "checking out with history" },
  why: "The served policy and the live id stand in for the history, which they cannot always do.",
  fix: "Set fetchDepth: 0 in the step checkout: self.",
  needs: [],
  judge: (_seen, deployment) => {
    const wanted = wantedOfGit(deployment);
    return isCloneShallow(deployment) && wanted.length > 0
      ? [{ message: `the clone is shallow, so git does not tell ${enumeration(wanted)}` }]
      : [];
  },
});
