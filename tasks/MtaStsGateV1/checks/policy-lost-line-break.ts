import { countingLines, gluedFields, hasField, judgedLines } from "../mta-sts/judged-lines";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { byRun } from "./line-places";
import { VOID_POLICY } from "./policy-phrases";

export const policyLostLineBreak = defineCheck({
  id: "policy-lost-line-break",
  title: "Two fields on one line",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A value goes up to the end of its line, a further field included; it happens when texts without a final line ending are joined. ${VOID_POLICY}`,
  fix: "Put each field on its own line.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const counting = countingLines(text);
    const lines = judgedLines(text)
      .filter(hasField)
      .filter((line) => counting.has(line) && gluedFields(line).length > 0);
    return byRun(lines).map(({ first, place }) => {
      const [glued] = gluedFields(first);
      const isDoubled = glued?.at === 0 && glued.name === first.field.name;
      return {
        message: `${place}: field "${glued?.name}" stands in the value of "${first.field.name}", ${quote(first.field.value)}, expected each field on its own line`,
        line: first.number,
        /* c8 ignore next -- the lines are those with such a field */
        column: first.field.valueColumn + (glued?.at ?? 0),
        fix: isDoubled
          ? `Remove the first "${glued.name}:"`
          : `Break the line before "${glued?.name}:"`,
      };
    });
  },
});
