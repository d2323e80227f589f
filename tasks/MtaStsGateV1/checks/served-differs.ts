import type { Policy } from "../mta-sts/policy";
import { defineCheck } from "./check";

function textOf(pattern: Policy["mx"][number]): string {
  return (pattern.wildcard ? "*." : "") + pattern.base;
}

/** What differs in meaning, committed value first. */
function differences(committed: Policy, served: Policy): readonly string[] {
  const [ours, theirs] = [committed, served].map((policy) => new Set(policy.mx.map(textOf)));
  const added = [...(ours ?? [])].filter((pattern) => !theirs?.has(pattern));
  const gone = [...(theirs ?? [])].filter((pattern) => !ours?.has(pattern));
  return [
    ...(committed.mode === served.mode ? [] : [`mode ${committed.mode}, served ${served.mode}`]),
    ...(committed.maxAge === served.maxAge
      ? []
      : [`max_age ${committed.maxAge}, served ${served.maxAge}`]),
    ...(added.length === 0 ? [] : [`mx ${added.slice(0, 5).join(", ")} not served`]),
    ...(gone.length === 0 ? [] : [`mx ${gone.slice(0, 5).join(", ")} served only`]),
  ];
}

export const servedDiffers = defineCheck({
  id: "served-differs",
  title: "The served policy differs from the committed one",
  severity: "error",
  area: "servedDiffers",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders apply what is served, not what is committed.",
  fix: "Deploy the committed policy, then publish a new id.",
  needs: ["policyFile", "policyResource"],
  judge: ({ policyFile, policyResource }, { options }) => {
    const committed = policyFile.text.policy;
    const served = policyResource.text?.policy;
    if (committed === undefined || served === undefined) return [];
    const what = differences(committed, served);
    const verb =
      options.stage === "postDeploy" || options.stage === "monitor" ? "differs" : "will change";
    return what.length === 0
      ? []
      : [{ message: `the served policy ${verb}: committed ${what.join("; ")}` }];
  },
});
