import { judgedField } from "../mta-sts/judged-lines";
import { withoutComment } from "../mta-sts/value-comment";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyVersionValue = defineCheck({
  id: "policy-version-value",
  title: "Version other than STSv1",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `STSv1 is the only version there is, in exactly this spelling. ${VOID_POLICY}`,
  fix: 'Write "version: STSv1".',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "version");
    const value = withoutComment(line?.field.value ?? "STSv1");
    if (line === undefined || value === "STSv1") return [];
    const message = `version is ${quote(value)}, expected "STSv1"`;
    const fix = writeLine("version", "STSv1");
    return [{ message, line: line.number, column: line.field.valueColumn, fix }];
  },
});
