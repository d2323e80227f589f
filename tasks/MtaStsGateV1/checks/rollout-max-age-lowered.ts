import { defineCheck } from "./check";
import { oldPolicyUntil } from "./old-policy-until";

export const rolloutMaxAgeLowered = defineCheck({
  id: "rollout-max-age-lowered",
  title: "The old policy outlives the lower max_age",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.2" },
  why: "A lower max_age holds for what senders fetch from now on. What they hold already keeps its own.",
  fix: "Count on the old policy until that time, above all before an MX host goes or MTA-STS is removed.",
  needs: ["policyFile"],
  judge: ({ policyFile }, deployment) => {
    const { policyBefore } = deployment;
    const committed = policyFile.text.policy;
    if (policyBefore === undefined || committed === undefined) return [];
    // The way out of MTA-STS has a date of its own, in the next step.
    if (committed.mode === "none" || policyBefore.mode === "none") return [];
    return committed.maxAge < policyBefore.maxAge
      ? [
          {
            message: `max_age goes down from ${policyBefore.maxAge} to ${committed.maxAge} seconds, but senders may hold the policy before until ${oldPolicyUntil(policyBefore, deployment)}`,
          },
        ]
      : [];
  },
});
