// postDeploy waits until senders see what was deployed (design 2.2). What is waited for is decided here, purely; the
// waiting itself is main's.
import type { Conclusion } from "./conclude";
import type { Options } from "./options";

/** Seconds between two looks: Static Web Apps caches for 30 s, so fast at first, then slower. */
const PAUSES = [3, 5, 10, 15, 20, 30] as const;

/** Seconds to wait before look number `round` (from 1), never beyond what is left. */
export function pauseBefore(round: number, secondsLeft: number): number {
  return Math.min(PAUSES[Math.min(round, PAUSES.length) - 1] ?? 30, Math.max(0, secondsLeft));
}

/** What is still missing for a domain, in words; empty: nothing to wait for. */
export function missingOf({ deployment }: Conclusion, options: Options): readonly string[] {
  const { policyFile, policyChanged, policyResource, id, announced, record } = deployment;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  // Without a policy to wait for, or before the first announcement, waiting changes nothing.
  if (options.stage !== "postDeploy" || committed === undefined || !announced) return [];
  const missing: string[] = [];
  const served = policyResource.status === "found" ? policyResource.value : undefined;
  if (policyChanged !== false) {
    const live = served?.text?.policy;
    missing.push(
      live === undefined
        ? "the policy is not served"
        : `an older policy of mode ${live.mode} is served`,
    );
  } else if (served !== undefined && served.faults.length > 0) {
    missing.push("the policy is served, but not so that senders accept it");
  }
  if (options.idUpdate === "pipeline" && id.inStep === false) {
    const live = id.live === undefined ? "there is no TXT record" : `DNS has the id ${id.live}`;
    const split = record.status === "found" && record.value.dissenting.length > 0;
    missing.push(split ? "not all name servers have the new id" : live);
  }
  return missing;
}
