// The MTA-STS TXT record: which one counts among several, and its grammar (RFC 8461 section 3.1).
import { MAX_ID_LENGTH } from "./limits";
import { isFieldName } from "./policy-lines";

/** What keeps a text from being a TXT record of MTA-STS. */
export type RecordDefect =
  | "leading-blank"
  | "quotes"
  | "escaped-semicolon"
  | "non-ascii"
  | "version"
  | "no-delimiter"
  | "no-field"
  | "empty-field"
  | "field"
  | "trailing-blank"
  | "discarded";

/** What a set of TXT records at `_mta-sts` means to a conforming sender. */
export type RecordReading =
  | { readonly kind: "valid"; readonly text: string; readonly id: string }
  /** No record there claims to be of MTA-STS. `others` are the unrelated ones. */
  | { readonly kind: "none"; readonly others: readonly string[] }
  | { readonly kind: "several"; readonly texts: readonly string[] }
  | {
      readonly kind: "malformed";
      readonly text: string;
      readonly defect: RecordDefect;
      /** Index in the text, 0-based. */
      readonly at: number;
    }
  /** The grammar holds but for the id: missing, or not 1 to 32 letters and digits. */
  | {
      readonly kind: "bad-id";
      readonly text: string;
      readonly id: string | undefined;
      readonly at: number;
      /** A legal id made from the given one, where that is possible. */
      readonly suggestion?: string;
    };

const PREFIX = "v=STSv1;";

/**
 * Selects and reads the record (RFC 8461 section 3.1). Of several records those that do not begin with the octets
 * `v=STSv1;` are discarded; a single one is judged by the grammar alone (erratum 6285 notes the difference).
 * @param records the character-strings of each record, one character an octet
 */
export function readRecords(records: readonly (readonly string[])[]): RecordReading {
  const texts = records.map((strings) => strings.join(""));
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) {
    return resemblesRecord(only) ? parseRecord(only) : { kind: "none", others: texts };
  }
  const candidates = texts.filter((text) => text.startsWith(PREFIX));
  const [first] = candidates;
  if (candidates.length > 1) return { kind: "several", texts: candidates };
  if (first !== undefined) return parseRecord(first);
  const meant = texts.find(resemblesRecord);
  if (meant === undefined) return { kind: "none", others: texts };
  const alone = parseRecord(meant);
  return alone.kind === "malformed"
    ? alone
    : { kind: "malformed", text: meant, defect: "discarded", at: 0 };
}

/** True for a text that somebody meant as a record of MTA-STS, well-formed or not. */
function resemblesRecord(text: string): boolean {
  return /^[\s"';]*v\s*=\s*"?STS/i.test(text) || /^[\s"']*id=.*;\s*v=STSv1\b/i.test(text);
}

/** Reads one text by the grammar `sts-text-record`; never throws. */
export function parseRecord(text: string): RecordReading {
  if (/^["']/.test(text)) return malformed(text, "quotes", 0);
  if (/^[ \t]/.test(text)) return malformed(text, "leading-blank", 0);
  const reading = readGrammar(text);
  // The grammar lets a backslash stand in an extension's value, so it is a fault only where something is wrong.
  const backslash = reading.kind === "valid" ? -1 : text.indexOf("\\;");
  return backslash < 0 ? reading : malformed(text, "escaped-semicolon", backslash);
}

function malformed(text: string, defect: RecordDefect, at: number): RecordReading {
  return { kind: "malformed", text, defect, at };
}

function readGrammar(text: string): RecordReading {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: US-ASCII is what RFC 8461 section 3.1 demands
  const foreign = text.search(/[^\x00-\x7f]/);
  if (foreign >= 0) return malformed(text, "non-ascii", foreign);
  const segments = segmentsOf(text);
  const [version, ...rest] = segments;
  if (version === undefined || version.text !== "v=STSv1") {
    const glued = /^v=STSv1[ \t,]/.test(text);
    return glued
      ? malformed(text, "no-delimiter", "v=STSv1".length)
      : malformed(text, "version", 0);
  }
  const fields = withoutFinalDelimiter(rest);
  if (fields.length === 0) return { kind: "bad-id", text, id: undefined, at: text.length };
  const id = fields.find(isId);
  for (const field of fields) {
    const defect = fieldDefect(field, field === id);
    if (defect !== undefined) return malformed(text, defect, field.at);
  }
  return readId(text, id);
}

function isId(segment: Segment): boolean {
  return segment.text.startsWith("id=");
}

interface Segment {
  /** Between two semicolons, without the blanks that belong to them. */
  readonly text: string;
  readonly at: number;
  /** Blanks before the end of the whole text: legal only after a semicolon. */
  readonly trailingBlank: boolean;
}

function segmentsOf(text: string): readonly Segment[] {
  let at = 0;
  const parts = text.split(";");
  return parts.map((part, i) => {
    const lead = i === 0 ? 0 : part.length - part.replace(/^[ \t]+/, "").length;
    const body = stripTrailing(part.slice(lead));
    const segment: Segment = {
      text: body,
      at: at + lead,
      trailingBlank: i === parts.length - 1 && body.length < part.length - lead,
    };
    at += part.length + 1;
    return segment;
  });
}

function stripTrailing(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end -= 1;
  return text.slice(0, end);
}

function withoutFinalDelimiter(segments: readonly Segment[]): readonly Segment[] {
  return segments.at(-1)?.text === "" ? segments.slice(0, -1) : segments;
}

function fieldDefect(segment: Segment, isCounting: boolean): RecordDefect | undefined {
  if (segment.text === "") return "empty-field";
  if (segment.trailingBlank) return "trailing-blank";
  // The id that counts is judged later, whatever its characters; a further one is ignored, but has to be a field.
  if (isCounting) return undefined;
  const equals = segment.text.indexOf("=");
  const name = segment.text.slice(0, Math.max(0, equals));
  const value = segment.text.slice(equals + 1);
  return isFieldName(name) && /^[\x21-\x3a\x3c\x3e-\x7e]+$/.test(value) ? undefined : "field";
}

function readId(text: string, field: Segment | undefined): RecordReading {
  if (field === undefined) return { kind: "bad-id", text, id: undefined, at: text.length };
  const id = field.text.slice("id=".length);
  if (isRecordId(id)) return { kind: "valid", text, id };
  const suggestion = id.replace(/[^A-Za-z0-9]/g, "").slice(0, MAX_ID_LENGTH);
  return {
    kind: "bad-id",
    text,
    id,
    at: field.at + "id=".length,
    ...(suggestion === "" ? {} : { suggestion }),
  };
}

/** True for 1 to 32 letters and digits (RFC 8461 section 3.1, sts-id). */
export function isRecordId(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && /^[A-Za-z0-9]+$/.test(id);
}
