import type { Deployment } from "../deployment";
import { defineCheck } from "./check";

export const rolloutStraightToEnforce = defineCheck({
  id: "rollout-straight-to-enforce",
  title: "Mode enforce without mode testing before it",
  severity: "warning",
  area: "rollout",
  citation: { rfc: 8461, section: "3.2" },
  why: "In mode testing senders report what would fail and deliver anyhow. Without it the first to learn of a forgotten MX host or a bad certificate are those whose mail comes back.",
  fix: "Publish the policy with mode testing first, look at the TLS reports of some weeks, then change the mode to enforce.",
  needs: ["policyFile"],
  answered: ["policyResource"],
  judge: (_seen, deployment) => {
    const { bringsEnforce, policyBefore } = deployment;
    if (!bringsEnforce || policyBefore?.mode === "testing" || !isNeverTested(deployment)) return [];
    const before =
      policyBefore === undefined ? "no policy was served" : `mode ${policyBefore.mode} was served`;
    return [
      { message: `the policy becomes enforce without a time of testing: before it ${before}` },
    ];
  },
});

// Where a domain is announced and serves nothing, only the whole history tells what senders had.
function isNeverTested({ history, policyBefore, announced }: Deployment): boolean {
  if (history.status === "found" && history.value.wasTesting) return false;
  const isWhole = history.status === "found" && history.value.isComplete;
  return isWhole || !announced || policyBefore !== undefined;
}
