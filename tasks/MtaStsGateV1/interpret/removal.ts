// From when on a policy may be removed: once every policy that senders may hold has expired (RFC 8461 section 8.3).
import type { Deployment, Moment, PolicyPast, Removal } from "../deployment";
import { MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";

type Facts = Pick<Deployment, "policyFile" | "policyResource" | "history" | "gatheredAt">;

/** Reads where a removal stands; undefined where none is under way: the file is there and offers a policy. */
export function readRemoval({
  policyFile,
  policyResource,
  history,
  gatheredAt,
}: Facts): Removal | undefined {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  if (policyFile.status !== "absent" && committed?.mode !== "none") return undefined;
  const served = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  const past = history.status === "found" ? history.value : undefined;
  const isOffered = served !== undefined && served.mode !== "none";
  const since = isOffered ? undefined : beginning(past, served !== undefined);
  const known =
    past?.isComplete === true && past.wasCommitted ? (past.largestMaxAge ?? 0) : undefined;
  // What is served may be a policy that was never committed here.
  const largest = known !== undefined && isOffered ? Math.max(known, served.maxAge) : known;
  const safeFrom =
    since === undefined || largest === undefined ? undefined : later(since.at, largest);
  return {
    ...(largest === undefined ? {} : { largestMaxAge: largest }),
    ...(since === undefined ? {} : { since }),
    ...(safeFrom === undefined ? {} : { safeFrom }),
    latest: later(since?.at ?? gatheredAt, largest ?? MAX_MAX_AGE_SECONDS),
    isSafe: safeFrom !== undefined && safeFrom <= gatheredAt,
  };
}

// While mode none is served it counts from its commit; where nothing is served any more, from whatever came first.
function beginning(past: PolicyPast | undefined, isNoneServed: boolean): Moment | undefined {
  return isNoneServed ? past?.withdrawnBy : past?.goneSince;
}

function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
