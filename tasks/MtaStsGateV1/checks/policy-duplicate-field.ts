import { countingLines, hasField, judgedLines } from "../mta-sts/judged-lines";
import { isFieldNameRegistered } from "../mta-sts/near-miss";
import { fieldLines } from "../mta-sts/policy";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { byRun } from "./line-places";

export const policyDuplicateField = defineCheck({
  id: "policy-duplicate-field",
  title: "Field that is repeated",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Only the first version, mode and max_age count, later ones are ignored; several senders in use take the last instead.",
  fix: "Keep one line for each of version, mode and max_age.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const counting = countingLines(text);
    const repeated = judgedLines(text)
      .filter(hasField)
      .filter((line) => isFieldNameRegistered(line.field.name) && !counting.has(line));
    const names = ["version", "mode", "max_age"] as const;
    return names.flatMap((name) => {
      const first = fieldLines(text, name)[0];
      return byRun(repeated.filter(({ field }) => field.name === name)).map((group) => {
        const { field, number } = group.first;
        const isSame = field.value === first?.field.value;
        return {
          /* c8 ignore next -- what is repeated stands before */
          message: `line ${number} repeats "${name}" with ${quote(field.value)}, the first, ${quote(first?.field.value ?? "")} in line ${first?.number}, counts${group.likewise}`,
          line: number,
          column: field.nameColumn,
          ...(isSame ? { severity: "note" as const } : {}),
        };
      });
    });
  },
});
