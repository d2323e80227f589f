import { defineCheck } from "./check";
import { faultsOf } from "./faults";
import { policyFileProblems } from "./policy-problems";

export const hostPolicy = defineCheck({
  id: "host-policy",
  title: "What the policy host serves is not a valid policy",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders drop a policy that breaks the grammar and send as if there were none.",
  fix: "Deploy a valid policy.",
  needs: ["policyResource"],
  judge: ({ policyResource }, deployment, knowledge) =>
    faultsOf(policyResource, "policy").map(({ text }) => {
      const [first, ...rest] = policyFileProblems(text, deployment, knowledge);
      /* c8 ignore next -- a text that is no policy has a fault, and each has a line */
      const place = first?.line === undefined ? "" : `line ${first.line}: `;
      const more = rest.length === 0 ? "" : `, and ${rest.length} more`;
      return {
        /* c8 ignore next -- a text that is no policy has a fault */
        message: `the body of ${policyResource.url} is not a policy: ${place}${first?.message ?? "it breaks the grammar"}${more}`,
      };
    }),
});
