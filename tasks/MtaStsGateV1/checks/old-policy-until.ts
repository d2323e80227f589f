// Until when senders may go on with the policy that was served before (RFC 8461 sections 3.3 and 8.1).
import type { Deployment } from "../deployment";
import type { Policy } from "../mta-sts/policy";
import { utc } from "../utc";

/** `seconds` after the evidence was gathered, in words: `2026-11-24 09:00:00 UTC`. */
export function timeAfter({ gatheredAt }: Pick<Deployment, "gatheredAt">, seconds: number): string {
  return utc(new Date(Date.parse(gatheredAt) + seconds * 1000).toISOString());
}

/** The time when the last sender has let go of the policy before this deployment, which was fetched by now at the latest. */
export function oldPolicyUntil(
  policyBefore: Pick<Policy, "maxAge">,
  deployment: Pick<Deployment, "gatheredAt">,
): string {
  return timeAfter(deployment, policyBefore.maxAge);
}
