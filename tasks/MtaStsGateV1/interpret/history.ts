// What the versions of the policy file tell: when its meaning last changed, and what senders may still hold.
import type { Moment, PolicyPast } from "../deployment";
import type { CommittedVersion, Observation, PolicyHistory } from "../evidence/types";
import { isSameMeaning, type Policy, parsePolicy } from "../mta-sts/policy";

/**
 * Reads the history of the policy file.
 * @param committed what the file says now; undefined: it is gone, or no policy
 */
export function readHistory(
  history: Observation<PolicyHistory>,
  committed: Policy | undefined,
): Observation<PolicyPast> {
  if (history.status !== "found") return history;
  const { isShallow, isComplete, movedTo, doubles } = history.value;
  const versions = history.value.versions.map(readVersion);
  return {
    status: "found",
    value: {
      isShallow,
      isComplete,
      wasCommitted: versions.length > 0,
      wasTesting: versions.some(({ policy }) => policy?.mode === "testing"),
      ...(movedTo === undefined ? {} : { movedTo }),
      ...(doubles === undefined ? {} : { doubles }),
      ...(committed === undefined ? {} : lastChange(versions, committed, isComplete)),
      ...withdrawal(versions),
    },
  };
}

interface Version {
  readonly moment: Moment;
  readonly isRemoval: boolean;
  /** undefined: a removal, or a text that no sender accepts. */
  readonly policy: Policy | undefined;
}

function readVersion({ commit, committedAt, bytesBase64 }: CommittedVersion): Version {
  const policy =
    bytesBase64 === undefined ? undefined : parsePolicy(Buffer.from(bytesBase64, "base64")).policy;
  return { moment: { commit, at: committedAt }, isRemoval: bytesBase64 === undefined, policy };
}

// Line ends, order of fields and comments change no meaning. Where the oldest version that is known means the same,
// the change may lie before it.
function lastChange(
  versions: readonly Version[],
  committed: Policy,
  isComplete: boolean,
): Pick<PolicyPast, "lastChange" | "unchangedSince"> {
  const isOther = ({ policy }: Version) =>
    policy === undefined || !isSameMeaning(policy, committed);
  const firstOther = versions.findIndex(isOther);
  const same = firstOther < 0 ? versions : versions.slice(0, firstOther);
  const moment = same.at(-1)?.moment;
  // What is not committed yet has no date.
  if (moment === undefined) return {};
  return firstOther >= 0 || isComplete ? { lastChange: moment } : { unchangedSince: moment };
}

// RFC 8461 section 8.3: from when on nothing was offered, and the longest that senders keep what was offered before.
function withdrawal(
  versions: readonly Version[],
): Pick<PolicyPast, "withdrawnBy" | "goneSince" | "largestMaxAge"> {
  const isOffer = ({ isRemoval, policy }: Version) => !isRemoval && policy?.mode !== "none";
  const lastOffer = versions.findIndex(isOffer);
  const after = lastOffer < 0 ? versions : versions.slice(0, lastOffer);
  const withdrawn = after.findLast(({ policy }) => policy?.mode === "none")?.moment;
  const gone = after.at(-1)?.moment;
  const ages = versions.flatMap(({ policy }) =>
    policy === undefined || policy.mode === "none" ? [] : [policy.maxAge],
  );
  return {
    ...(withdrawn === undefined ? {} : { withdrawnBy: withdrawn }),
    ...(gone === undefined ? {} : { goneSince: gone }),
    ...(ages.length === 0 ? {} : { largestMaxAge: Math.max(...ages) }),
  };
}
