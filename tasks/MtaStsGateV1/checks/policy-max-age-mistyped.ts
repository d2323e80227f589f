import { mistypedMaxAge } from "../mta-sts/max-age";
import { defineCheck } from "./check";
import { judgedMaxAge } from "./judged-max-age";
import { writeLine } from "./policy-phrases";

export const policyMaxAgeMistyped = defineCheck({
  id: "policy-max-age-mistyped",
  title: "max_age that looks mistyped",
  severity: "warning",
  area: "policyText",
  citation: { practice: "one slip away from a usual lifetime, and no whole number of days" },
  why: "Senders keep the policy for another time than was meant: with a digit lost, for hours instead of weeks.",
  fix: "Check the digits.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const judged = judgedMaxAge(text);
    const usual = judged === undefined ? undefined : mistypedMaxAge(judged.seconds);
    if (judged === undefined || usual === undefined) return [];
    const { line, seconds } = judged;
    return [
      {
        message: `max_age is ${seconds} seconds (${daysOf(seconds)}), one typing slip away from the usual ${usual} (${daysOf(usual)})`,
        line: line.number,
        column: line.field.valueColumn,
        fix: writeLine("max_age", String(usual)),
      },
    ];
  },
});

function daysOf(seconds: number): string {
  const days = Math.round((seconds / 86_400) * 100) / 100;
  return `${days} ${days === 1 ? "day" : "days"}`;
}
