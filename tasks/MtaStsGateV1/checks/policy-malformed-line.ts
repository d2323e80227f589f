import { intendedField } from "../mta-sts/intended-value";
import {
  countingLines,
  isDocumentMark,
  isListHead,
  linesWith,
  recordVersionAt,
} from "../mta-sts/judged-lines";
import type { PolicyText } from "../mta-sts/policy";
import { type PolicyLine, trimBlanks } from "../mta-sts/policy-lines";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { byRun, type LineGroup } from "./line-places";
import { hasInvisibleName } from "./policy-invisible-character";
import { VOID_POLICY, writeLine } from "./policy-phrases";

/** Of each defect: what the line has, and what it should have. */
const MALFORMATIONS = {
  "no-colon": ["no colon", '"name: value"'],
  "blank-before-colon": ["a blank before the colon", "the colon right behind the field name"],
  "bad-name": [
    "a field name that the grammar does not allow",
    'a name of 1 to 32 letters, digits, "_", "-" and "." that starts with a letter or digit',
  ],
  "no-value": ["no value", "a value behind the colon"],
  "bad-value": ["a control character in the value", "printable characters"],
} as const;

type Malformation = keyof typeof MALFORMATIONS;

export const policyMalformedLine = defineCheck({
  id: "policy-malformed-line",
  title: "Line that is not a field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Every line is a name, a colon at once behind it, and a value; a single other line spoils the whole text. ${VOID_POLICY}`,
  fix: 'Write the line as "name: value", or remove it.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const counting = countingLines(text);
    return (Object.keys(MALFORMATIONS) as Malformation[]).flatMap((defect) => {
      const lines = linesWith(text, defect).filter(
        (line) => !isToldElsewhere(defect, line, text, counting),
      );
      return byRun(lines).map((group) => findingOf(defect, group));
    });
  },
});

function isToldElsewhere(
  defect: Malformation,
  line: PolicyLine,
  text: PolicyText,
  counting: ReadonlySet<PolicyLine>,
): boolean {
  if (defect === "blank-before-colon") return false;
  if (defect === "no-value" || defect === "bad-value") {
    return counting.has(line) || isListHead(text, line);
  }
  return recordVersionAt(line) >= 0 || isDocumentMark(line) || hasInvisibleName(line);
}

function findingOf(defect: Malformation, { first, place, isOne }: LineGroup<PolicyLine>): Finding {
  const [seen, expected] = MALFORMATIONS[defect];
  const intended = intendedField(first);
  const example = `${isOne ? ": " : ", the first is "}${quote(trimBlanks(first.text))}`;
  return {
    message: `${place} ${isOne ? "has" : "have"} ${seen}${example}, expected ${expected}`,
    line: first.number,
    column: columnOf(defect, first),
    ...(intended === undefined ? {} : { fix: writeLine(intended.name, intended.value) }),
  };
}

function columnOf(defect: Malformation, { field }: PolicyLine): number {
  if (field === undefined) return 1;
  if (defect === "blank-before-colon") return field.nameColumn + field.name.length;
  if (defect === "no-value") return field.valueColumn;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (defect === "bad-value") return field.valueColumn + field.value.search(/[\x00-\x1f\x7f]/);
  return field.nameColumn;
}
