import { badMxValues } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyMxUnderscore = defineCheck({
  id: "policy-mx-underscore",
  title: "Underscore in an mx pattern",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A host name has letters, digits and hyphens; no public certificate can name a host with an underscore. ${VOID_POLICY}`,
  fix: "Name the MX host without an underscore, in DNS and in the policy.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    badMxValues(text, ["underscore"], () => ({
      seen: "has an underscore",
      expected: "letters, digits and hyphens",
    })),
});
