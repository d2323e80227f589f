// What the history of the repository would have decided in this run, had it been there.
import type { Deployment } from "../deployment";

/** What is not known for want of history, each as the rest of a clause with `git`: "when the policy last changed". */
export function wantedOfGit(deployment: Deployment): readonly string[] {
  const { id, policyChanged, changedInPullRequest, removal, policyFile } = deployment;
  const isPolicy = policyFile.status === "found" && policyFile.value.text.policy !== undefined;
  // Where the committed policy is the served one the pull request decides nothing.
  const isTargetWanted =
    changedInPullRequest === "unknown" &&
    policyChanged !== false &&
    (isPolicy || policyFile.status === "absent");
  const isDateWanted =
    id.scheme === "timestamp" && id.inStep === "unknown" && isPolicy && policyChanged === false;
  const isAgeWanted =
    deployment.announced && removal !== undefined && removal.largestMaxAge === undefined;
  return [
    ...(isTargetWanted ? ["whether this pull request changes the policy"] : []),
    ...(isDateWanted ? ["when the policy last changed"] : []),
    ...(isAgeWanted ? ["the largest max_age that senders may still hold"] : []),
  ];
}

/** True where a deeper clone would know. */
export function isCloneShallow(deployment: Deployment): boolean {
  const { history, targetBranch } = deployment;
  return (
    (history.status === "found" && history.value.isShallow && !history.value.isComplete) ||
    (targetBranch.status === "failed" && targetBranch.error.code === "SHALLOW")
  );
}

/** True where a check on git says what is missing. */
export function isGitReported(deployment: Deployment): boolean {
  const { status } = deployment.history;
  const isLacking = isCloneShallow(deployment) || status === "failed" || status === "absent";
  return isLacking && wantedOfGit(deployment).length > 0;
}
