import { judgedField } from "../mta-sts/judged-lines";
import { intendedMaxAge } from "../mta-sts/max-age";
import { withoutComment } from "../mta-sts/value-comment";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyMaxAgeValue = defineCheck({
  id: "policy-max-age-value",
  title: "max_age that is not a number of seconds",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `max_age is seconds in plain digits, without sign, unit, separator or decimals. ${VOID_POLICY}`,
  fix: 'Write the seconds in digits, such as "max_age: 604800" for one week.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "max_age");
    const value = withoutComment(line?.field.value ?? "0");
    if (line === undefined || /^[0-9]+$/.test(value)) return [];
    const meant = intendedMaxAge(value);
    return [
      {
        message: `max_age is ${quote(value)}, expected seconds in 1 to 10 digits`,
        line: line.number,
        column: line.field.valueColumn,
        ...(meant === undefined ? {} : { fix: writeLine("max_age", String(meant)) }),
      },
    ];
  },
});
