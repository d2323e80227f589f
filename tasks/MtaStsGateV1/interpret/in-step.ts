// Whether the live id belongs to the committed policy (docs/architecture.md), by what its scheme allows to tell.
import type { Deployment, IdReading, Moment, PolicyPast } from "../deployment";
import type { Evidence, Observation } from "../evidence/types";
import { isSameMeaning, parsePolicy } from "../mta-sts/policy";
import { timestampOf } from "../mta-sts/timestamp-id";
import type { KnownText } from "./known-texts";

/** What the verdict is made from. */
interface StepSources {
  readonly evidence: Evidence;
  readonly options: Deployment["options"];
  readonly policyFile: Deployment["policyFile"];
  readonly record: Deployment["record"];
  readonly policyChanged: Deployment["policyChanged"];
  readonly history: Observation<PolicyPast>;
  readonly scheme: IdReading["scheme"];
  readonly live: string | undefined;
  /** undefined: the scheme names none. */
  readonly expected: string | undefined;
  readonly texts: readonly KnownText[];
}

type InStep = Pick<IdReading, "inStep" | "olderThan">;

/** Judges the live id. `olderThan` is set where it is out of step only because it is an older time. */
export function inStepOf(sources: StepSources): InStep {
  const { record, scheme, live, expected, texts } = sources;
  if (record.status === "failed" || record.status === "skipped") return { inStep: "unknown" };
  // Senders that ask the name server that lags behind still see the other id.
  const isSplit = record.status === "found" && record.value.dissenting.length > 0;
  const isHash = scheme === "contentHash" && texts.some((text) => text.isCommitted);
  if (expected !== undefined && (scheme === "explicit" || isHash)) {
    return { inStep: live === expected && !isSplit };
  }
  if (live === undefined || scheme === "explicit") return { inStep: "unknown" };
  const change = changeOf(sources);
  const byChange = inStepByChange(change, live, isSplit);
  if (scheme !== "timestamp" || change.isPolicyNew) return { inStep: byChange };
  const byTime = inStepByTime(sources, live, isSplit);
  return byTime.inStep === "unknown" ? { inStep: byChange } : byTime;
}

interface Change {
  /** The id before this deployment, as far as that is known. */
  readonly before: string | undefined;
  /** The policy before it is known, and meant something else. */
  readonly isPolicyNew: boolean;
  /** The policy before it is known, and meant the same. */
  readonly isPolicyKept: boolean;
}

function changeOf({ evidence, options, policyFile }: StepSources): Change {
  const earlier = evidence.earlier.status === "found" ? evidence.earlier.value : undefined;
  const body = earlier?.servedBodyBase64;
  const old = body === undefined ? undefined : parsePolicy(Buffer.from(body, "base64")).policy;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isKnown = options.stage === "postDeploy" && old !== undefined && committed !== undefined;
  const isPolicyKept = isKnown && isSameMeaning(old, committed);
  return {
    before: options.stage === "postDeploy" ? (options.previousId ?? earlier?.liveId) : undefined,
    isPolicyNew: isKnown && !isPolicyKept,
    isPolicyKept,
  };
}

// Without a tie between text and id only a change of the one can be held against a change of the other.
function inStepByChange(
  { before, isPolicyKept }: Change,
  live: string,
  isSplit: boolean,
): IdReading["inStep"] {
  if (before === undefined) return "unknown";
  return isPolicyKept ? !isSplit : live !== before && !isSplit;
}

// Before a changed policy is deployed its id is due to be older.
function inStepByTime(
  { policyChanged, history }: StepSources,
  live: string,
  isSplit: boolean,
): InStep {
  const time = timestampOf(live);
  const past = history.status === "found" ? history.value : undefined;
  if (time === undefined || past === undefined || policyChanged !== false) {
    return { inStep: "unknown" };
  }
  const isOlder = (moment: Moment) => time.to < moment.at;
  if (past.lastChange !== undefined) {
    return isOlder(past.lastChange)
      ? { inStep: false, olderThan: past.lastChange }
      : { inStep: !isSplit };
  }
  const isNewer = past.unchangedSince !== undefined && !isOlder(past.unchangedSince);
  return { inStep: isNewer ? !isSplit : "unknown" };
}
