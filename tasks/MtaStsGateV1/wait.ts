// postDeploy waits until senders see what was deployed. What is waited for is decided here, purely; the
// waiting itself is main's.
import type { Conclusion } from "./conclude";
import type { Deployment } from "./deployment";
import { isRecordMissing } from "./interpret/update";
import type { Options } from "./options";
import { idOf } from "./verdict";

/** Seconds between two looks: Static Web Apps caches for 30 s, so fast at first, then slower. */
const PAUSES = [3, 5, 10, 15, 20, 30] as const;

/** Seconds to wait before look number `round` (from 1), never beyond what is left. */
export function pauseBefore(round: number, secondsLeft: number): number {
  return Math.min(PAUSES[Math.min(round, PAUSES.length) - 1] ?? 30, Math.max(0, secondsLeft));
}

/** What is still missing for a domain, in words; empty: nothing to wait for. */
export function missingOf(conclusion: Conclusion, options: Options): readonly string[] {
  const { deployment } = conclusion;
  const { policyFile, announced } = deployment;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  // Without a policy to wait for, or before the first announcement, waiting changes nothing.
  if (options.stage !== "postDeploy" || committed === undefined || !announced) return [];
  return [
    ...missingPolicy(deployment),
    ...missingAtSite(conclusion),
    ...missingId(deployment, options),
  ];
}

function missingPolicy({ policyResource, policyChanged }: Deployment): readonly string[] {
  if (policyResource.status === "absent") return ["the policy host does not resolve"];
  if (policyResource.status !== "found") return ["the policy host could not be looked up"];
  const { text, faults } = policyResource.value;
  const policy = text?.policy;
  if (policy === undefined) return ["the policy is not served"];
  if (policyChanged !== false) {
    return [`a policy of mode ${policy.mode} with max_age ${policy.maxAge} is still served`];
  }
  return faults.length > 0 ? ["the policy is served, but not so that senders accept it"] : [];
}

// What the check of the site's own address minds may pass by itself, as with the policy host.
function missingAtSite({ verdicts }: Conclusion): readonly string[] {
  const verdict = verdicts.find((one) => idOf(one) === "deployed-site-answer");
  return verdict?.outcome === "problems" ? ["deployedUrl does not serve the policy"] : [];
}

function missingId({ id, record }: Deployment, options: Options): readonly string[] {
  if (options.idUpdate !== "pipeline") return [];
  if (isRecordMissing({ record })) return ["there is no TXT record"];
  if (id.inStep !== false) return [];
  const isSplit = record.status === "found" && record.value.dissenting.length > 0;
  if (isSplit) return ["not all name servers have the new id"];
  return [id.live === undefined ? "the TXT record is not valid" : `DNS has the id ${id.live}`];
}
