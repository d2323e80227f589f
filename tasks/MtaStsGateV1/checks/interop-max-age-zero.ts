import { judgedField } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";

export const interopMaxAgeZero = defineCheck({
  id: "interop-max-age-zero",
  title: "Mode none with a max_age of 0",
  severity: "note",
  area: "policyText",
  citation: { practice: "chasquid, rest-mail; RFC 8461 section 3.2 allows 0" },
  why: "A withdrawal wants a small max_age, and 0 is the smallest. chasquid and rest-mail refuse a policy with 0, and so may go on with an older one that they hold; the checker MailCheck calls it an error.",
  fix: 'Write "max_age: 86400" (one day).',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "max_age");
    // In the other modes policy-max-age-short warns of any such lifetime.
    const isZero = text.policy?.mode === "none" && text.policy.maxAge === 0;
    if (!isZero || line === undefined) return [];
    return [
      {
        message: "max_age is 0 seconds, which chasquid and rest-mail refuse, expected one day",
        line: line.number,
        column: line.field.valueColumn,
      },
    ];
  },
});
