import type { Deployment } from "../deployment";
import type { Mode, Policy } from "../mta-sts/policy";
import { quoteName } from "../quote";
import { defineCheck } from "./check";
import { isCovered } from "./mx-not-covered";
import { oldPolicyUntil, timeAfter } from "./old-policy-until";

export const rolloutMxNewOnly = defineCheck({
  id: "rollout-mx-new-only",
  title: "MX host that only the new policy covers",
  severity: "warning",
  area: "rollout",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that hold the policy from before this deployment do not deliver to the host under enforce, until they see the new id or their policy expires. Mail waits that long or comes back.",
  fix: "Take the MX record back until that time, or keep an old MX host beside it. Next time name the host in plannedMx first and change the MX records last.",
  needs: ["policyFile", "mx"],
  judge: ({ policyFile, mx }, deployment) => {
    const { policyBefore } = deployment;
    const committed = policyFile.text.policy;
    if (policyBefore === undefined || committed === undefined) return [];
    if (policyBefore.mode === "none") return [];
    return mx
      .filter(({ host }) => host !== "" && isCovered(committed, host))
      .filter(({ host }) => !isCovered(policyBefore, host))
      .map(({ host }) => ({
        message: `MX host ${quoteName(host)} is covered by the new policy only: senders that hold the ${policyBefore.mode} policy before it ${refusal(policyBefore.mode)} ${until(policyBefore, deployment)}`,
        severity: policyBefore.mode === "enforce" ? "warning" : "note",
      }));
  },
});

function refusal(mode: Mode): string {
  return mode === "enforce" ? "refuse to deliver there" : "report it as a failure, and deliver,";
}

// Where the new id is not published yet, the TTL counts from then on.
function until(policyBefore: Policy, deployment: Deployment): string {
  const { record, id } = deployment;
  const atWorst = `until ${oldPolicyUntil(policyBefore, deployment)} at worst`;
  if (record.status !== "found") return atWorst;
  const { ttl } = record.value;
  const isPublished = id.inStep === true && deployment.policyChanged === false;
  return isPublished
    ? `until they look at the id again, which the TTL of ${ttl} s allows from ${timeAfter(deployment, ttl)} on, ${atWorst}`
    : `until they see the new id (once it is published and the TTL of ${ttl} s has passed), ${atWorst}`;
}
