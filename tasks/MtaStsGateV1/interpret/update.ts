// Where a domain stands on the way of an update (RFC 8461 sections 8.1 and 8.3), and what comes next.
import type { Deployment, UpdateState } from "../deployment";
import { absenceOf } from "./removal";

type Facts = Omit<Deployment, "state">;

/** The state of the update, from what is committed, what is served and what the record says. */
export function stateOf(facts: Facts): UpdateState {
  const { options, policyFile, policyResource, policyChanged, id, announced } = facts;
  if (options.stage === "lint") return "not judged";
  if (policyFile.status === "absent") {
    if (announced && absenceOf(facts) !== "removed") return "not judged";
    return announced && facts.removal?.isSafe !== true ? "removal too early" : "removed";
  }
  if (policyFile.status !== "found") return "not judged";
  if (!announced) return "first deployment";
  if (policyChanged === "unknown" || policyResource.status !== "found") return "unknown";
  if (policyChanged) return isIdNew(facts) ? "id before body" : "changed, not deployed";
  if (isRecordMissing(facts)) return "first deployment";
  if (id.inStep === false) return "deployed, id old";
  const isWithdrawn = policyFile.value.text.policy?.mode === "none";
  return isWithdrawn ? "removal announced" : "unchanged";
}

// An explicit id that DNS has already may as well be one that nobody moved, of which `id-not-moved` speaks. Only the
// hash of the new text cannot be old.
function isIdNew({ id }: Facts): boolean {
  return id.inStep === true && id.isContentHash;
}

/**
 * The next step in one sentence.
 * @param hasProblems there are errors or warnings, so that even where nothing moves something is left to do
 */
export function nextStepOf(deployment: Deployment, hasProblems: boolean): string {
  const { state, options, policyFile, policyResource, policyChanged } = deployment;
  if (policyFile.status === "found" && policyFile.value.text.policy === undefined) {
    return "correct the policy file, then run the gate again";
  }
  const settled = hasProblems
    ? "see to the errors and warnings, then run the gate again"
    : "nothing to do";
  const publish = publishStep(deployment);
  switch (state) {
    case "not judged":
      return options.stage === "lint" && !hasProblems
        ? "look at the live side with stage pullRequest or preDeploy"
        : settled;
    case "first deployment":
      if (policyChanged === false) return publish;
      return options.stage === "postDeploy"
        ? `when the policy is served, ${publish}`
        : `deploy the policy, make the policy host answer, then ${publish}`;
    case "unchanged":
      return settled;
    case "changed, not deployed":
      return `deploy the policy first, then ${publish}`;
    case "deployed, id old":
      return publish;
    case "id before body":
      return `deploy the policy at once, then ${publish}, since senders may have kept the old body under the new id`;
    case "removal announced":
      return removalStep(deployment);
    case "removal too early":
      return "bring the file back with mode none and a small max_age, and publish a new id";
    case "removed":
      return deployment.announced
        ? "remove the TXT record, then what is left at the policy host"
        : "take the gate out of this pipeline, or correct policyFile";
    case "unknown":
      return policyResource.status === "found"
        ? "make the policy host serve the policy, then run the gate again"
        : "see to what could not be looked up, then run the gate again";
    default:
      return state satisfies never;
  }
}

function removalStep({ removal }: Deployment): string {
  if (removal?.isSafe === true)
    return "remove the TXT record and the policy: no sender holds one any more";
  const until =
    removal?.safeFrom === undefined ? "the largest earlier max_age has passed" : removal.safeFrom;
  return `keep file and record until ${until}, then remove both`;
}

/** True where there is no record of MTA-STS, by an authoritative no or beside records of other kinds. */
export function isRecordMissing({ record }: Pick<Deployment, "record">): boolean {
  return (
    record.status === "absent" ||
    (record.status === "found" && record.value.reading.kind === "none")
  );
}

function publishStep(deployment: Deployment): string {
  const { record, id } = deployment;
  if (record.status === "found" && record.value.delegatedTo !== undefined) {
    return "let the provider behind the _mta-sts alias change the id";
  }
  if (id.next === undefined) return "publish a new id";
  return `publish the TXT record ${textOf(id.next)}${isRecordMissing(deployment) ? "" : ", replacing the old one"}`;
}

/** The whole record set to publish next, or undefined where the record is a provider's. */
export function recordToPublish({ record, id }: Deployment): string | undefined {
  const isDelegated = record.status === "found" && record.value.delegatedTo !== undefined;
  return isDelegated || id.next === undefined ? undefined : textOf(id.next);
}

function textOf(id: string): string {
  return `v=STSv1; id=${id};`;
}
