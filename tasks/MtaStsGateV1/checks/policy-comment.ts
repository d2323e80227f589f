import { intendedValue } from "../mta-sts/intended-value";
import { countingLines, hasField, judgedLines, linesWith } from "../mta-sts/judged-lines";
import { isFieldNameRegistered } from "../mta-sts/near-miss";
import type { PolicyText } from "../mta-sts/policy";
import type { PolicyField } from "../mta-sts/policy-lines";
import { commentAt, withoutComment } from "../mta-sts/value-comment";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { asOneGroup, byRun } from "./line-places";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyComment = defineCheck({
  id: "policy-comment",
  title: "Comment in the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A policy knows no comments: a comment line is no field, and one behind a value becomes part of the value. ${VOID_POLICY}`,
  fix: "Remove the comments; keep them in the repository beside the file.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => [...commentLines(text), ...commentsBehindValues(text)],
});

function commentLines(text: PolicyText): readonly Finding[] {
  const group = asOneGroup(linesWith(text, "comment"));
  if (group === undefined) return [];
  const { first, place, isOne } = group;
  const seen = isOne ? "is a comment:" : "are comments, the first is";
  const message = `${place} ${seen} ${quote(first.text.trim())}, expected fields alone`;
  return [{ message, line: first.number, column: first.text.search(/[^ \t]/) + 1 }];
}

function commentsBehindValues(text: PolicyText): readonly Finding[] {
  const counting = countingLines(text);
  const lines = judgedLines(text)
    .filter(hasField)
    .filter((line) => counting.has(line) && commentAt(line.field.value) >= 0);
  return byRun(lines).map(({ first: { field, number }, likewise }) => ({
    message: `${field.name} is ${quote(field.value)}, expected the bare value without a comment${likewise}`,
    line: number,
    column: field.valueColumn + commentAt(field.value),
    fix: writeLine(field.name, bareValue(field)),
  }));
}

function bareValue({ name, value }: PolicyField): string {
  /* c8 ignore next -- lines that count have a registered name */
  const intended = isFieldNameRegistered(name) ? intendedValue(name, value) : undefined;
  return intended ?? withoutComment(value);
}
