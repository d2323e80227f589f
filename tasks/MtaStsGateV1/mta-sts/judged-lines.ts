// Which lines of a policy text the checks of lines and values look at, so that one cause is told once: octets that
// cannot be read, a lost line break or a list in YAML have their own check and silence the others on their lines.
import { MAX_POLICY_OCTETS } from "./limits";
import { type MxPatternReading, parseMxPattern } from "./mx-pattern";
import { isFieldNameRegistered, isPlausibleValue } from "./near-miss";
import type { FieldLine, FieldName, PolicyText } from "./policy";
import type { LineDefect, PolicyLine } from "./policy-lines";
import { withoutComment } from "./value-comment";

/** The lines to judge: none where the text is no policy at all, or so large that senders do not read it. */
export function judgedLines(text: PolicyText): readonly PolicyLine[] {
  const isJudged = text.kind === "policy" && text.octets <= MAX_POLICY_OCTETS;
  return isJudged ? text.lines.filter((line) => !isGarbled(text, line)) : [];
}

/** True for a line with octets that are not UTF-8, or with NUL. */
function isGarbled({ encoding }: PolicyText, { text }: PolicyLine): boolean {
  return (
    (encoding.invalidUtf8Line !== undefined && text.includes("\ufffd")) ||
    (encoding.nulLine !== undefined && text.includes("\0"))
  );
}

/** Judged lines with one of these defects. What stands behind a stray CR is part of the line before it. */
export function linesWith(
  text: PolicyText,
  ...defects: readonly LineDefect[]
): readonly PolicyLine[] {
  const isMac = isEndedByCr(text);
  return judgedLines(text).filter(
    (line) =>
      line.defect !== undefined &&
      defects.includes(line.defect) &&
      (isMac || text.lines[line.number - 2]?.end !== "CR"),
  );
}

/** True where every line break is a bare CR, as on old Macs. */
export function isEndedByCr({ lines }: PolicyText): boolean {
  return (
    lines.some(({ end }) => end === "CR") &&
    lines.every(({ end }) => end === "CR" || end === "none")
  );
}

/** The field that counts among those of one name: the first (RFC 8461 section 3.2), where its value can be judged. */
export function judgedField(text: PolicyText, name: FieldName): FieldLine | undefined {
  const first = judgedLines(text).find((line) => line.field?.name === name);
  return first !== undefined && hasField(first) && !isGlued(first) ? first : undefined;
}

/** Lines with registered fields; any line may be looked for. */
export interface CountingLines extends ReadonlySet<FieldLine> {
  has(line: PolicyLine): boolean;
}

/** The lines whose values count: the first of each registered field, and every `mx` (RFC 8461 section 3.2). */
export function countingLines(text: PolicyText): CountingLines {
  const seen = new Set<string>();
  const counting = new Set<FieldLine>();
  for (const line of text.lines.filter(hasField)) {
    const { name } = line.field;
    if (isFieldNameRegistered(name) && (name === "mx" || !seen.has(name))) counting.add(line);
    seen.add(name);
  }
  return counting;
}

/** An mx line with the reading of its value; a comment behind the value does not count. */
export interface MxLine {
  readonly line: FieldLine;
  readonly value: string;
  readonly reading: MxPatternReading;
}

/** Every `mx` line whose value can be judged, in order. */
export function mxLines(text: PolicyText): readonly MxLine[] {
  return judgedLines(text)
    .filter(hasField)
    .filter(({ field }) => field.name === "mx")
    .filter((line) => !isGlued(line) && !isListHead(text, line))
    .map((line) => {
      const value = withoutComment(line.field.value);
      return { line, value, reading: parseMxPattern(value) };
    });
}

/** True for a line that holds a field. */
export function hasField(line: PolicyLine): line is FieldLine {
  return line.field !== undefined;
}

/** True for `name:` without a value right above the items of a list in YAML. */
export function isListHead(text: PolicyText, line: PolicyLine): boolean {
  return line.field?.value === "" && text.lines[line.number]?.defect === "list-item";
}

/** Where the version field of a TXT record starts in a line, 0-based, or -1. */
export function recordVersionAt({ text }: PolicyLine): number {
  return text.search(/\bv\s*=\s*STSv1\b/i);
}

/** True for a line that starts or ends a document in YAML. */
export function isDocumentMark({ text }: PolicyLine): boolean {
  return /^---[ \t]*$/.test(text);
}

/** A field that stands in the value of another: the line break between the two was lost. */
interface GluedField {
  readonly name: FieldName;
  /** Index in the value, 0-based. */
  readonly at: number;
}

/** Names that are tried in one line: what is behind more is no policy that lost its line breaks. */
const MOST_GLUED = 100;

/** The fields that run on in the value of a registered one, as in `max_age: 86400version: STSv1`. */
export function gluedFields({ field }: FieldLine): readonly GluedField[] {
  const candidates = withoutComment(field.value).matchAll(
    /(version|mode|mx|max_age):(?=[ \t]*([^ \t]{0,300}))/g,
  );
  const found: GluedField[] = [];
  let tried = 0;
  for (const { 1: name = "", 2: value = "", index } of candidates) {
    tried += 1;
    if (tried > MOST_GLUED) break;
    if (isFieldNameRegistered(name) && isPlausibleValue(name, value))
      found.push({ name, at: index });
  }
  return found;
}

/** The fields of a line: its own, cut where another runs on, and those that run on. */
export function fieldsIn(
  line: FieldLine,
): readonly { readonly name: string; readonly value: string }[] {
  const { field } = line;
  const glued = gluedFields(line).map(({ name, at }) => ({ name, at, from: at + name.length + 1 }));
  const starts = [{ name: field.name, at: 0, from: 0 }, ...glued];
  return starts.map(({ name, from }, i) => ({
    name,
    value: field.value.slice(from, starts[i + 1]?.at).trim(),
  }));
}

/** True for a line in which another field runs on. */
function isGlued(line: FieldLine): boolean {
  return gluedFields(line).length > 0;
}
