import { defineCheck } from "./check";
import { oldPolicyUntil, timeAfter } from "./old-policy-until";

export const rolloutMaxAgeRaised = defineCheck({
  id: "rollout-max-age-raised",
  title: "A longer max_age binds from now on",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders that do not look at the id again keep the new policy for its whole max_age, mistakes included.",
  fix: "Raise max_age only once the policy has proven itself, not together with another change.",
  needs: ["policyFile"],
  judge: ({ policyFile }, deployment) => {
    const { policyBefore } = deployment;
    const committed = policyFile.text.policy;
    if (policyBefore === undefined || committed === undefined) return [];
    if (committed.mode === "none" || policyBefore.mode === "none") return [];
    return committed.maxAge > policyBefore.maxAge
      ? [
          {
            message: `max_age goes up from ${policyBefore.maxAge} to ${committed.maxAge} seconds: what senders fetch now lives until ${timeAfter(deployment, committed.maxAge)}, the policy before until ${oldPolicyUntil(policyBefore, deployment)}`,
          },
        ]
      : [];
  },
});
