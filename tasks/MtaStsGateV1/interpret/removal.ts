// From when on a policy may be removed: once every policy that senders may hold has expired (RFC 8461 section 8.3).
import type { Deployment, Moment, PolicyPast, Removal } from "../deployment";
import { MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";
import type { Policy } from "../mta-sts/policy";

interface Facts
  extends Pick<Deployment, "policyFile" | "policyResource" | "history" | "gatheredAt"> {
  /** What senders had before this deployment. */
  readonly before: Policy | undefined;
}

/** Why the policy file is not there. */
type Absence = "removed" | "moved" | "never committed" | "no checkout";

/** Tells a removal from a file that is looked for in the wrong place; undefined: the file is there. */
export function absenceOf({
  policyFile,
  history,
}: Pick<Facts, "policyFile" | "history">): Absence | undefined {
  if (policyFile.status !== "absent") return undefined;
  if (history.status === "absent" && history.code === "NO_REPOSITORY") return "no checkout";
  if (history.status !== "found") return "removed";
  const { movedTo, wasCommitted, isComplete } = history.value;
  if (movedTo !== undefined) return "moved";
  return isComplete && !wasCommitted ? "never committed" : "removed";
}

/** Reads where a removal stands; undefined where none is under way: the file is there and offers a policy. */
export function readRemoval({
  policyFile,
  policyResource,
  history,
  gatheredAt,
  before,
}: Facts): Removal | undefined {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isRemoved = absenceOf({ policyFile, history }) === "removed";
  if (!isRemoved && committed?.mode !== "none") return undefined;
  const served = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  const past = history.status === "found" ? history.value : undefined;
  // What was offered until this deployment counts as well, however long ago its end was committed.
  const offered = [served, before].find((policy) => policy !== undefined && policy.mode !== "none");
  const since = offered === undefined ? beginning(past, served !== undefined) : undefined;
  const known =
    past?.isComplete === true && past.wasCommitted ? (past.largestMaxAge ?? 0) : undefined;
  // What is served may be a policy that was never committed here.
  const largest = known !== undefined && offered ? Math.max(known, offered.maxAge) : known;
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

/** False where the policy host gives no answer, or not the same at each address: it may still serve an old policy. */
export function isHostHeard({ policyResource: host }: Pick<Facts, "policyResource">): boolean {
  return host.status === "found"
    ? host.value.httpStatus !== undefined && host.value.dissenting.length === 0
    : host.status === "absent";
}

// While mode none is served it counts from its commit; where nothing is served any more, from whatever came first.
function beginning(past: PolicyPast | undefined, isNoneServed: boolean): Moment | undefined {
  return isNoneServed ? past?.withdrawnBy : past?.goneSince;
}

function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
