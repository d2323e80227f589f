import { badMxValues } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyMxRootDot = defineCheck({
  id: "policy-mx-root-dot",
  title: "Root dot behind an mx pattern",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Zone files end a full name with a dot, the grammar of a policy has none. ${VOID_POLICY}`,
  fix: "Remove the dot at the end.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    badMxValues(text, ["root-dot"], () => ({
      seen: "ends with the root dot of DNS",
      expected: "the name without it",
    })),
});
