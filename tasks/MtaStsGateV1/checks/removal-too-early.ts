import type { Deployment, Removal } from "../deployment";
import { MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";
import type { Mode } from "../mta-sts/policy";
import { utc } from "../utc";
import { defineCheck, type Finding } from "./check";

export const removalTooEarly = defineCheck({
  id: "removal-too-early",
  title: "The policy is removed while senders may still hold it",
  severity: "error",
  area: "removal",
  citation: { rfc: 8461, section: "8.3" },
  why: "Senders keep the last policy until its max_age is over. Without a policy to fetch they cannot learn that it was withdrawn and may refuse mail.",
  fix: "Commit a policy with mode none and a small max_age, publish a new id, and remove file and record only when the largest earlier max_age has passed.",
  needs: [],
  judge: (_seen, deployment) => {
    const { policyFile, state, removal } = deployment;
    if (policyFile.status !== "absent" || state !== "removal too early") return [];
    /* c8 ignore next -- the state says that there is one */
    return removal === undefined ? [] : [tooEarly(deployment, removal)];
  },
});

function tooEarly({ policyResource, history }: Deployment, removal: Removal): Finding {
  const live = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  const seen =
    live === undefined
      ? "the policy file is gone, but the domain is still announced"
      : `the policy file is gone, but a policy of mode ${live.mode} is still served`;
  const message = `${seen}; ${safety(removal, history, live?.mode)}`;
  return live?.mode === "none" ? { message, fix: fixOfWithdrawn(removal) } : { message };
}

/** What is left to do where mode none is served already. A removal in time must be able to pass. */
function fixOfWithdrawn({ safeFrom }: Removal): string {
  return safeFrom === undefined
    ? "Bring the file back until mode none has been served for that long. The history tells the date with fetchDepth: 0; where nothing tells it and you know that the time is over, set ignoreChecks: removal-too-early."
    : `Bring the file back, and remove it with the record from ${utc(safeFrom)} on.`;
}

/** From when on removal is safe, or what is missing to know it. */
function safety(
  { safeFrom, since, largestMaxAge, latest }: Removal,
  history: Deployment["history"],
  served: Mode | undefined,
): string {
  if (safeFrom !== undefined) {
    /* c8 ignore next -- a time from which on has one since when */
    return `removal is safe from ${utc(safeFrom)}, ${largestMaxAge} seconds (the largest earlier max_age) after commit ${since?.commit} of ${utc(since?.at ?? "")}`;
  }
  const isOffered = served !== undefined && served !== "none";
  if (isOffered && largestMaxAge !== undefined) {
    return `removal is safe no earlier than ${utc(latest)}, if mode none is served from now: the largest max_age so far is ${largestMaxAge} seconds`;
  }
  const unknown =
    largestMaxAge === undefined ? ageMissing(history) : "but when that began is unknown";
  return `removal is safe once mode none has been served for as long as the largest max_age before it, ${unknown}`;
}

function ageMissing(history: Deployment["history"]): string {
  const reason =
    history.status === "found"
      ? history.value.isShallow
        ? "since the clone is shallow"
        : "since the history that is read goes back too little"
      : "without the history of the file";
  return `which is unknown ${reason} and at most ${MAX_MAX_AGE_SECONDS} seconds (a year)`;
}
