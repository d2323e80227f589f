import { judgedField } from "../mta-sts/judged-lines";
import { MAX_AGE_DIGITS, MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";
import { parseMaxAge } from "../mta-sts/policy";
import { withoutComment } from "../mta-sts/value-comment";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyMaxAgeRange = defineCheck({
  id: "policy-max-age-range",
  title: "max_age over one year",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `The largest max_age is ${MAX_MAX_AGE_SECONDS} seconds, one year. Beyond it some senders cut it down, others refuse the text. ${VOID_POLICY}`,
  fix: `Write "max_age: ${MAX_MAX_AGE_SECONDS}" or less.`,
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "max_age");
    const value = withoutComment(line?.field.value ?? "");
    if (line === undefined || !/^[0-9]+$/.test(value) || parseMaxAge(value) !== undefined)
      return [];
    const isTooMany = Number(value) > MAX_MAX_AGE_SECONDS;
    const expected = isTooMany
      ? `at most ${MAX_MAX_AGE_SECONDS} (one year)`
      : `at most ${MAX_AGE_DIGITS} digits`;
    return [
      {
        message: `max_age is ${quote(value)} seconds, expected ${expected}`,
        line: line.number,
        column: line.field.valueColumn,
        fix: writeLine("max_age", isTooMany ? likely(Number(value)) : String(Number(value))),
      },
    ];
  },
});

// Whole days in milliseconds were meant as seconds.
function likely(value: number): string {
  const seconds = value / 1000;
  const isMilliseconds = seconds % 86_400 === 0 && seconds <= MAX_MAX_AGE_SECONDS;
  return String(isMilliseconds ? seconds : MAX_MAX_AGE_SECONDS);
}
