import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyNotAPolicy = defineCheck({
  id: "policy-not-a-policy",
  title: "Something else instead of a policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: VOID_POLICY,
  fix: 'Write the policy: "version: STSv1", a mode, a max_age and one "mx:" line for each MX host, each on its own line.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = text.lines.find(({ defect }) => defect !== "blank");
    if (text.kind !== "other" || line === undefined) return [];
    const looks = /^[[{]/.test(line.text.trimStart()) ? " (it looks like JSON)" : "";
    const message = `no line is a policy field${looks}, the text starts with ${quote(line.text.trim())}, expected "version: STSv1"`;
    return [{ message, line: line.number, column: 1 }];
  },
});
