import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyEmpty = defineCheck({
  id: "policy-empty",
  title: "Empty policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: VOID_POLICY,
  fix: 'Write the policy: "version: STSv1", a mode, a max_age and one "mx:" line for each MX host. To withdraw one, write "mode: none".',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    if (text.kind !== "empty") return [];
    const seen =
      text.octets === 0 ? "is empty" : `holds nothing but blanks (${text.octets} octets)`;
    return [{ message: `the text ${seen}, expected the fields of a policy`, line: 1, column: 1 }];
  },
});
