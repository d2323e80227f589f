// A registered field that the text lacks, and the line that was probably meant to be it.
import { intendedValue } from "../mta-sts/intended-value";
import { countingLines, gluedFields, hasField, judgedLines } from "../mta-sts/judged-lines";
import { brokenFields, isMissing, nearLines } from "../mta-sts/near-lines";
import type { FieldName, PolicyText } from "../mta-sts/policy";
import { quote } from "../quote";
import type { Finding } from "./check";
import { asOneGroup } from "./line-places";
import { writeLine } from "./policy-phrases";

/**
 * The problem of a missing field. Where a line was probably meant to be it and is well-formed, the problem is there;
 * where such a line is malformed, another check tells of it and this one is silent.
 */
export function missingField(text: PolicyText, name: FieldName, fix: string): readonly Finding[] {
  if (!isMissing(text, name) || isToldElsewhere(text, name)) return [];
  const near = nearLines(text).filter((candidate) => candidate.near.field === name);
  const sure = near.filter((candidate) => candidate.near.isSure);
  const group = asOneGroup((sure.length > 0 ? sure : near.slice(0, 1)).map(({ line }) => line));
  if (group === undefined) return [nowhere(text, name, fix)];
  const { field, number } = group.first;
  const verb = group.isOne ? "has" : "have";
  return [
    {
      message: `no field "${name}": ${group.place} ${verb} ${quote(field.name)}, a name that senders do not know and ignore`,
      line: number,
      column: field.nameColumn,
      fix: writeLine(name, intendedValue(name, field.value) ?? field.value),
    },
  ];
}

function isToldElsewhere(text: PolicyText, name: FieldName): boolean {
  const glued = Array.from(countingLines(text)).flatMap(gluedFields);
  return [...glued, ...brokenFields(text)].some((field) => field.name === name);
}

function nowhere(text: PolicyText, name: FieldName, fix: string): Finding {
  const last = judgedLines(text).filter(hasField).at(-1)?.number ?? 1;
  const message = `no field "${name}", expected ${name === "mx" ? "at least one" : "one"}`;
  return { message, line: name === "version" ? 1 : last, column: 1, fix };
}
