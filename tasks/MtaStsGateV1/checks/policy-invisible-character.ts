import { intendedField } from "../mta-sts/intended-value";
import {
  countingLines,
  hasField,
  judgedLines,
  linesWith,
  recordVersionAt,
} from "../mta-sts/judged-lines";
import { invisibleCharacterAt } from "../mta-sts/mx-pattern";
import type { PolicyText } from "../mta-sts/policy";
import type { PolicyLine } from "../mta-sts/policy-lines";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { byRun } from "./line-places";
import { VOID_POLICY, writeLine } from "./policy-phrases";

/** Characters that some senders take for the end of a line although the grammar does not: NEL, U+2028, U+2029. */
const LINE_SEPARATORS = /[\u0085\u2028\u2029]/;

export const policyInvisibleCharacter = defineCheck({
  id: "policy-invisible-character",
  title: "Invisible character",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `In a field name such a character spoils the line. ${VOID_POLICY} In the value of an extension field it is legal, but at U+0085, U+2028 and U+2029 some senders start a new line.`,
  fix: "Remove the invisible character: type the line anew instead of pasting it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => [...inNames(text), ...inExtensionValues(text)],
});

/** True for a line that is no field because of an invisible character in or before its name. */
export function hasInvisibleName(line: PolicyLine): boolean {
  return invisibleCharacterAt(line.field?.name ?? line.text) >= 0;
}

function inNames(text: PolicyText): readonly Finding[] {
  const lines = linesWith(text, "no-colon", "bad-name").filter(
    (line) => hasInvisibleName(line) && recordVersionAt(line) < 0,
  );
  return byRun(lines).map(({ first, place, isOne }) => {
    const intended = intendedField(first);
    return {
      message: `${place} ${isOne ? "holds" : "hold"} invisible characters, here ${codePointIn(first.text)} in ${quote(first.text)}, expected visible ASCII before the value`,
      line: first.number,
      column: invisibleCharacterAt(first.text) + 1,
      ...(intended === undefined ? {} : { fix: writeLine(intended.name, intended.value) }),
    };
  });
}

function inExtensionValues(text: PolicyText): readonly Finding[] {
  const counting = countingLines(text);
  const lines = judgedLines(text)
    .filter(hasField)
    .filter(
      (line) =>
        !counting.has(line) &&
        (line.defect === undefined || line.defect === "leading-blank") &&
        invisibleCharacterAt(line.field.value) >= 0,
    );
  const splitting = lines.filter((line) => LINE_SEPARATORS.test(line.text));
  const harmless = lines.filter((line) => !LINE_SEPARATORS.test(line.text));
  return [
    ...byRun(splitting).map(({ first, place }) => ({
      message: `${place}: the value holds ${codePointIn(first.text, LINE_SEPARATORS)}, where some senders start a new line: ${quote(first.text)}`,
      line: first.number,
      column: first.text.search(LINE_SEPARATORS) + 1,
      severity: "warning" as const,
    })),
    ...byRun(harmless).map(({ first, place }) => ({
      message: `${place}: the value holds an invisible character, ${codePointIn(first.text)}: ${quote(first.text)}`,
      line: first.number,
      column: invisibleCharacterAt(first.text) + 1,
      severity: "note" as const,
    })),
  ];
}

function codePointIn(text: string, among?: RegExp): string {
  const at = among === undefined ? invisibleCharacterAt(text) : text.search(among);
  return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`;
}
