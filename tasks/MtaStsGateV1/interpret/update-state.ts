// Where a domain stands on the way of an update (RFC 8461 sections 8.1 and 8.3). The picture is docs/update.md.
import type { Deployment, UpdateState } from "../deployment";
import { absenceOf, isHostHeard } from "./removal";
import { isRecordMissing } from "./update";

type Facts = Omit<Deployment, "state">;

/** The state of the update, from what is committed, what is served and what the name servers say. */
export function stateOf(facts: Facts): UpdateState {
  const { options, policyFile, announced } = facts;
  if (options.stage === "lint") return "not judged";
  if (policyFile.status === "absent") return stateWithoutFile(facts);
  if (policyFile.status !== "found") return "not judged";
  if (!announced) return isOfferOver(facts) ? "removed" : "first deployment";
  return stateOfAnnounced(facts);
}

function stateWithoutFile(facts: Facts): UpdateState {
  // A file that is looked for in the wrong place says nothing about the domain.
  if (absenceOf(facts) !== "removed") return "not judged";
  if (!facts.announced) return "removed";
  if (facts.removal?.isSafe !== true) return "removal too early";
  return isHostHeard(facts) ? "removed" : "unknown";
}

// Nothing is announced any more, and what is committed is the end of an offer that there once was.
function isOfferOver({ policyFile, history }: Facts): boolean {
  const isWithdrawn =
    policyFile.status === "found" && policyFile.value.text.policy?.mode === "none";
  const hadOffer = history.status === "found" && history.value.largestMaxAge !== undefined;
  return isWithdrawn && hadOffer;
}

function stateOfAnnounced(facts: Facts): UpdateState {
  const { policyFile, policyResource, policyChanged, id, record } = facts;
  if (policyChanged === "unknown" || policyResource.status !== "found") return "unknown";
  if (policyChanged) return isIdNew(facts) ? "id before body" : "changed, not deployed";
  const isWithdrawn =
    policyFile.status === "found" && policyFile.value.text.policy?.mode === "none";
  if (isRecordMissing(facts)) return isWithdrawn ? "removal announced" : "first deployment";
  if (record.status !== "found" || id.live === undefined) return "unknown";
  if (facts.isIdAlone) return "id changed alone";
  if (id.inStep === false) {
    return isSpreading(facts) ? "deployed, id spreading" : "deployed, id old";
  }
  return isWithdrawn ? "removal announced" : "unchanged";
}

// An explicit id that DNS has already may as well be one that nobody moved, of which `id-not-moved` speaks. The hash of
// the new text cannot be old, nor can an id that was another before this deployment or on the target branch.
function isIdNew(facts: Facts): boolean {
  const { options, id, previousId, targetBranch, changedInPullRequest } = facts;
  const isHashOut = id.scheme === "contentHash" && includes(otherIds(facts), id.expected);
  const hasMoved =
    options.stage === "postDeploy" &&
    previousId !== undefined &&
    id.live !== undefined &&
    id.live !== previousId;
  const former = targetBranch.status === "found" ? targetBranch.value.recordId : undefined;
  const isProposalOut =
    changedInPullRequest === true &&
    former !== undefined &&
    id.expected !== former &&
    id.live === id.expected;
  return id.isContentHash || isHashOut || hasMoved || isProposalOut;
}

// Some name servers have the new id, others not yet.
function isSpreading(facts: Facts): boolean {
  const { id, previousId } = facts;
  const others = otherIds(facts);
  if (facts.record.status !== "found" || facts.record.value.dissenting.length === 0) return false;
  if (id.expected !== undefined) return id.live === id.expected || includes(others, id.expected);
  if (previousId !== undefined) return [id.live, ...others].some((one) => one !== previousId);
  // Without anything to compare with, only an older time is known to be old.
  return id.olderThan === undefined;
}

function otherIds({ record }: Facts): readonly string[] {
  return record.status === "found" ? record.value.otherIds : [];
}

function includes(ids: readonly string[], id: string | undefined): boolean {
  return id !== undefined && ids.includes(id);
}
