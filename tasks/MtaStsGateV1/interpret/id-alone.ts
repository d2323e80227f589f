// An id that changes although the policy keeps its meaning: senders fetch the same once more. Pure.
import type { Deployment, IdReading } from "../deployment";
import { isSameMeaning, type Policy } from "../mta-sts/policy";
import { timestampOf } from "../mta-sts/timestamp-id";
import { contentHashOf } from "./content-id";
import type { KnownText } from "./known-texts";

interface Facts
  extends Pick<
    Deployment,
    "options" | "policyFile" | "policyChanged" | "changedInPullRequest" | "previousId" | "history"
  > {
  readonly id: IdReading;
  readonly policyBefore: Policy | undefined;
}

/** True where the id changes, and the one before is known to have belonged to the same policy. */
export function isIdAlone(facts: Facts, texts: readonly KnownText[]): boolean {
  const [former, latter] = change(facts);
  if (former === undefined || latter === undefined || former === latter) return false;
  return isPolicyKept(facts) && wasInStep(former, facts, texts);
}

// After a deployment what DNS had and has; before it what DNS has and the files ask for.
function change({
  options,
  id,
  previousId,
}: Facts): readonly [former?: string | undefined, latter?: string | undefined] {
  if (options.stage === "postDeploy") return [previousId, id.live];
  const isAsked = options.stage !== "monitor" && id.scheme === "explicit";
  return isAsked ? [id.live, id.expected] : [];
}

function isPolicyKept({
  policyFile,
  policyChanged,
  changedInPullRequest,
  policyBefore,
  options,
}: Facts): boolean {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  if (committed === undefined || policyChanged !== false) return false;
  if (options.stage !== "postDeploy") return changedInPullRequest !== true;
  return policyBefore !== undefined && isSameMeaning(policyBefore, committed);
}

function wasInStep(former: string, { history }: Facts, texts: readonly KnownText[]): boolean {
  if (texts.some((text) => text.isCommitted && contentHashOf(former, text.octets) !== undefined)) {
    return true;
  }
  const changedAt = history.status === "found" ? history.value.lastChange?.at : undefined;
  const time = timestampOf(former);
  return changedAt !== undefined && time !== undefined && time.from > changedAt;
}
