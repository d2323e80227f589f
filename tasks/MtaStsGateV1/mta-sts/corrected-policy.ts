// The policy as it was probably meant, where every defect has a mechanical repair.
import { type IntendedField, intendedField, intendedValue } from "./intended-value";
import {
  type CountingLines,
  countingLines,
  fieldsIn,
  gluedFields,
  hasField,
  isDocumentMark,
  isListHead,
  recordVersionAt,
} from "./judged-lines";
import { isAddressPattern } from "./mx-pattern";
import { isFieldNameRegistered, nearestFieldName } from "./near-miss";
import {
  FIELD_NAMES,
  type FieldLine,
  type FieldName,
  fieldLines,
  type PolicyText,
  parsePolicy,
} from "./policy";
import { isFieldName, type PolicyLine } from "./policy-lines";

/**
 * The corrected text of a policy that senders refuse: byte order mark, encoding, line ends, blank and comment lines,
 * blanks before names, mistyped names and values, lists. Lines that are right stay as they are.
 * Undefined where the policy is good already, or where something would stay wrong.
 * @param bytes the octets that `text` was read from
 */
export function correctPolicy(text: PolicyText, bytes: Uint8Array): string | undefined {
  if (text.policy !== undefined || text.octets !== bytes.length) return undefined;
  const { utf16 } = text.encoding;
  if (utf16 !== undefined) return correctUtf16(bytes, utf16);
  const isReadable =
    text.kind === "policy" &&
    text.encoding.invalidUtf8Line === undefined &&
    text.encoding.nulLine === undefined;
  return isReadable ? acceptable(joined(text)) : undefined;
}

function correctUtf16(bytes: Uint8Array, encoding: string): string | undefined {
  const decoded = new TextDecoder(encoding).decode(bytes);
  const octets = Buffer.from(decoded);
  return acceptable(decoded) ?? correctPolicy(parsePolicy(octets), octets);
}

function acceptable(corrected: string): string | undefined {
  const { policy } = parsePolicy(Buffer.from(corrected));
  return policy?.mx.every((pattern) => !isAddressPattern(pattern)) ? corrected : undefined;
}

/** What the repair of one line depends on. */
interface Surroundings {
  readonly text: PolicyText;
  readonly counting: CountingLines;
  readonly missing: readonly FieldName[];
  /** The nearest line above that is no entry of a list. */
  readonly head: PolicyLine | undefined;
}

function joined(text: PolicyText): string {
  const counting = countingLines(text);
  const missing = FIELD_NAMES.filter((name) => fieldLines(text, name).length === 0);
  let head: PolicyLine | undefined;
  const lines = text.lines.flatMap((line) => {
    if (line.defect !== "list-item") head = line;
    return correctedLines(line, { text, counting, missing, head });
  });
  const crlf = text.lines.filter(({ end }) => end === "CRLF" || end === "CRCRLF").length;
  const lineEnd = crlf * 2 > text.lines.length ? "\r\n" : "\n";
  return lines.join(lineEnd) + (text.lines.at(-1)?.end === "none" ? "" : lineEnd);
}

// A line that cannot be repaired stays, and then the whole is not acceptable.
function correctedLines(line: PolicyLine, around: Surroundings): readonly string[] {
  switch (line.defect) {
    case "blank":
    case "comment":
    case "front-matter":
      return [];
    case "list-item":
      return [correctedItem(line, around)];
    case "no-colon":
    case "bad-name":
      return correctedNonField(line, around);
    default:
      if (!hasField(line) || !isFieldName(line.field.name)) return correctedNonField(line, around);
      return isMxListHead(line, around)
        ? []
        : (splitFields(line, around) ?? [correctedField(line, around)]);
  }
}

function correctedNonField(line: PolicyLine, { missing }: Surroundings): readonly string[] {
  const isStrayRecord = recordVersionAt(line) >= 0 && !missing.includes("version");
  if (isStrayRecord || isDocumentMark(line)) return [];
  const intended = intendedField(line);
  const isWanted = FIELD_NAMES.some(
    (name) => name === intended?.name && (name === "mx" || missing.includes(name)),
  );
  return [(isWanted ? written(intended) : undefined) ?? line.text];
}

// A lost line break is put back where the fields behind it stand nowhere else.
function splitFields(
  line: FieldLine,
  { counting, missing }: Surroundings,
): readonly string[] | undefined {
  const glued = counting.has(line) ? gluedFields(line) : [];
  const isClear = glued.every(({ name }) => name === "mx" || missing.includes(name));
  if (glued.length === 0 || !isClear) return undefined;
  // A name that stands twice has nothing between.
  const fields = fieldsIn(line).filter(
    ({ name, value }, at, all) => value !== "" || all[at + 1]?.name !== name,
  );
  return fields.map(({ name, value }) => {
    /* c8 ignore next -- the names are those of fields */
    const meant = isFieldNameRegistered(name) ? intendedValue(name, value) : undefined;
    return `${name}: ${meant ?? value}`;
  });
}

function isMxListHead(line: FieldLine, { text }: Surroundings): boolean {
  return line.field.name === "mx" && isListHead(text, line);
}

function correctedItem(line: PolicyLine, { head }: Surroundings): string {
  const entry = line.text.replace(/^[ \t]*-[ \t]*/, "").trim();
  const value = head?.field?.name === "mx" ? intendedValue("mx", unquoted(entry)) : undefined;
  const item = value === undefined ? intendedField(line) : { name: "mx", value };
  return written(item) ?? line.text;
}

function unquoted(entry: string): string {
  return entry.replace(/^["']|["']$/g, "");
}

function correctedField(line: FieldLine, { counting, missing }: Surroundings): string {
  const { field, text, defect } = line;
  const near = nearestFieldName(field.name, field.value);
  // A mistyped name is put right only where the field it stands for is missing.
  const isMeant = near?.isSure === true && missing.includes(near.field);
  const name = isMeant ? near.field : field.name;
  const isJudged = isFieldNameRegistered(name) && (isMeant || counting.has(line));
  const value = isJudged ? (intendedValue(name, field.value) ?? field.value) : field.value;
  const isUnchanged = defect === undefined && name === field.name && value === field.value;
  return isUnchanged ? text : `${name}: ${value}`;
}

function written(field: IntendedField | undefined): string | undefined {
  return field === undefined ? undefined : `${field.name}: ${field.value}`;
}
