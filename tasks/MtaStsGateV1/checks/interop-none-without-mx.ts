import { judgedField } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";

export const interopNoneWithoutMx = defineCheck({
  id: "interop-none-without-mx",
  title: "Mode none without mx",
  severity: "note",
  area: "policyText",
  citation: { practice: "chasquid, Stalwart; RFC 8461 section 3.2 asks for no mx in mode none" },
  why: "In mode none the mx fields may be left out. chasquid and Stalwart refuse the text then, and so may go on with an older policy that they hold; the checker MailCheck calls it an error.",
  fix: "Keep the mx lines of the former policy until the policy is removed altogether.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "mode");
    if (text.policy?.mode !== "none" || text.policy.mx.length > 0 || line === undefined) return [];
    return [
      {
        message: "mode none comes without an mx field, which chasquid and Stalwart refuse",
        line: line.number,
        column: line.field.valueColumn,
      },
    ];
  },
});
