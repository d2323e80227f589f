// Where a domain stands on the way of an update (RFC 8461 sections 8.1 and 8.3), and what comes next.
import type { Deployment, UpdateState } from "../deployment";

type Facts = Omit<Deployment, "state">;

/** The state of the update, from what is committed, what is served and what the record says. */
export function stateOf(facts: Facts): UpdateState {
  const { options, policyFile, policyResource, policyChanged, id, announced } = facts;
  if (options.stage === "lint") return "not judged";
  if (policyFile.status === "absent") return announced ? "removal too early" : "removed";
  if (policyFile.status !== "found") return "not judged";
  if (!announced) return "first deployment";
  if (policyChanged === "unknown" || policyResource.status !== "found") return "unknown";
  if (policyChanged) return isIdNew(facts) ? "id before body" : "changed, not deployed";
  if (facts.record.status === "absent") return "first deployment";
  if (id.inStep === false) return "deployed, id old";
  const isWithdrawn = policyFile.value.text.policy?.mode === "none";
  return isWithdrawn ? "removal announced" : "unchanged";
}

// An explicit id that DNS has already may as well be one that nobody moved: `id-not-moved` speaks of that.
function isIdNew({ id }: Facts): boolean {
  return id.inStep === true && id.scheme === "contentHash";
}

/** The next step in one sentence. */
export function nextStepOf(deployment: Deployment): string {
  const { state, options, id, policyFile } = deployment;
  if (policyFile.status === "found" && policyFile.value.text.policy === undefined) {
    return "correct the policy file, then run the gate again";
  }
  const record = recordToPublish(deployment);
  const publish =
    record === undefined
      ? "let the provider behind the _mta-sts alias change the id"
      : `publish the TXT record ${record}, replacing the old one`;
  switch (state) {
    case "not judged":
      return options.stage === "monitor"
        ? "nothing to do here"
        : "look at the live side with stage pullRequest or preDeploy";
    case "first deployment":
      return options.stage === "postDeploy"
        ? `when the policy is served, ${publish}`
        : `deploy the policy, make the policy host answer, then ${publish}`;
    case "unchanged":
      return "nothing to do";
    case "changed, not deployed":
      return `deploy the policy first, then ${publish}`;
    case "deployed, id old":
      return id.next === undefined ? "publish a new id" : publish;
    case "id before body":
      return `deploy the policy at once, then ${publish}, since senders may have kept the old body under the new id`;
    case "removal announced":
      return "keep file and record until the largest earlier max_age has passed, then remove both";
    case "removal too early":
      return "bring the file back with mode none and a small max_age, and publish a new id";
    case "removed":
      return "take the gate out of this pipeline, or correct policyFile";
    case "unknown":
      return "see to what could not be looked up, then run the gate again";
    default:
      return state satisfies never;
  }
}

/** The whole record set to publish next, or undefined where the record is a provider's. */
export function recordToPublish({ record, id }: Deployment): string | undefined {
  const isDelegated = record.status === "found" && record.value.delegatedTo !== undefined;
  return isDelegated || id.next === undefined ? undefined : `v=STSv1; id=${id.next};`;
}
