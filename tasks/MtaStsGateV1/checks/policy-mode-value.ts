import { judgedField } from "../mta-sts/judged-lines";
import { nearestMode } from "../mta-sts/near-miss";
import { isMode } from "../mta-sts/policy";
import { withoutComment } from "../mta-sts/value-comment";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyModeValue = defineCheck({
  id: "policy-mode-value",
  title: "Mode other than enforce, testing or none",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `There are three modes, in exactly this spelling. ${VOID_POLICY}`,
  fix: 'Write "mode: enforce", "mode: testing" or "mode: none".',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "mode");
    const value = withoutComment(line?.field.value ?? "none");
    if (line === undefined || isMode(value)) return [];
    const meant = nearestMode(value);
    return [
      {
        message: `mode is ${quote(value)}, expected "enforce", "testing" or "none"`,
        line: line.number,
        column: line.field.valueColumn,
        ...(meant === undefined ? {} : { fix: writeLine("mode", meant) }),
      },
    ];
  },
});
