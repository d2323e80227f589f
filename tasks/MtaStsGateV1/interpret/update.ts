// What comes next in an update (RFC 8461 sections 8.1 and 8.3), in words.
import type { Deployment, Removal, UpdateState } from "../deployment";
import type { Result } from "../report/types";
import { utc } from "../utc";
import { isHostHeard } from "./removal";

/**
 * The next step in one sentence.
 * @param result of the domain: with problems something is left to do even where nothing moves, and with errors the
 *   gate stops the deployment that would be next
 */
export function nextStepOf(deployment: Deployment, result: Result): string {
  const { state, policyFile, options } = deployment;
  if (policyFile.status === "found" && policyFile.value.text.policy === undefined) {
    return "correct the policy file, then run the gate again";
  }
  const step = STEPS[state](deployment, result === "passed" ? "nothing to do" : SEE_TO_PROBLEMS);
  const isBefore = options.stage === "preDeploy" || options.stage === "pullRequest";
  return isBefore && result === "failed" && step.startsWith("deploy")
    ? `see to the errors and run the gate again; then ${step}`
    : step;
}

const SEE_TO_PROBLEMS = "see to the errors and warnings, then run the gate again";

/** For each state the way on; `settled` is what is said where nothing moves. */
const STEPS: {
  readonly [S in UpdateState]: (deployment: Deployment, settled: string) => string;
} = {
  "not judged": ({ options }, settled) =>
    options.stage === "lint" && settled !== SEE_TO_PROBLEMS
      ? "look at the live side with stage pullRequest or preDeploy"
      : settled,
  "first deployment": (deployment) => {
    const publish = publishStep(deployment);
    if (deployment.policyChanged === false) return publish;
    return deployment.options.stage === "postDeploy"
      ? `when the policy is served, ${publish}`
      : `deploy the policy, make the policy host answer, then ${publish}`;
  },
  unchanged: (_deployment, settled) => settled,
  "changed, not deployed": (deployment) =>
    `deploy the policy first, then ${publishStep(deployment)}`,
  "deployed, id old": publishStep,
  "deployed, id spreading": ({ id }) =>
    /* c8 ignore next -- an id that spreads is live, and then there is a next one */
    `wait until every name server has the id ${id.next ?? "that is new"}`,
  "id before body": (deployment) =>
    `deploy the policy at once, then ${publishStep(deployment)}, since senders may have kept the old body under the new id`,
  "id changed alone": (deployment, settled) =>
    deployment.id.inStep === false
      ? `${publishStep(deployment)}; the policy itself needs no new id`
      : settled,
  "removal announced": removalStep,
  "removal too early": ({ policyResource, removal }) => {
    const served =
      policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
    return served?.mode === "none"
      ? `bring the file back, and remove it with the record ${safeTime(removal, "from", "once")}`
      : "bring the file back with mode none and a small max_age, and publish a new id";
  },
  removed: ({ announced, policyFile }) => {
    if (announced) return "remove the TXT record, then what is left at the policy host";
    return policyFile.status === "found"
      ? "remove the policy file, and take the gate out of this pipeline"
      : "take the gate out of this pipeline, or correct policyFile";
  },
  unknown: ({ policyChanged, policyResource, record }, settled) => {
    if (policyResource.status === "found" && policyChanged === "unknown") {
      return "make the policy host serve the policy, then run the gate again";
    }
    return record.status === "found" && policyResource.status === "found"
      ? settled
      : "see to what could not be looked up, then run the gate again";
  },
};

// Until the removal is safe, a sender without a record would go on with the policy that it holds.
function removalStep(deployment: Deployment, settled: string): string {
  const { removal } = deployment;
  const isPublished = !isRecordMissing(deployment);
  if (removal?.isSafe === true) {
    if (!isHostHeard(deployment)) return settled;
    const what = isPublished ? "the TXT record and the policy" : "the policy";
    return `remove ${what}: no sender holds one any more`;
  }
  const until = safeTime(withdrawn(removal), "until", "until");
  return isPublished
    ? `keep file and record ${until}, then remove both`
    : `${publishStep(deployment)}, and keep file and record ${until}`;
}

// The policy of mode none is served. Where this job itself brought it, its time is counted from now on.
function withdrawn(removal: Removal | undefined): Removal | undefined {
  return removal?.safeFrom === undefined && removal?.largestMaxAge !== undefined
    ? { ...removal, safeFrom: removal.latest }
    : removal;
}

function safeTime(removal: Removal | undefined, before: string, otherwise: string): string {
  return removal?.safeFrom === undefined
    ? `${otherwise} the largest earlier max_age has passed`
    : `${before} ${utc(removal.safeFrom)}${before === "from" ? " on" : ""}`;
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
