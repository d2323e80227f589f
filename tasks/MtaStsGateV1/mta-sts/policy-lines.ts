// Octets to lines to fields: the lexical half of the policy grammar (RFC 8461 section 3.2).
import { MAX_EXTENSION_NAME_LENGTH } from "./limits";

/** How a line ends. Only LF and CRLF are terminators; "none" is the end of the text. */
export type LineEnd = "LF" | "CRLF" | "CR" | "CRCRLF" | "none";

/** Why a line does not derive from the grammar; one per line, the most telling. */
export type LineDefect =
  | "blank"
  | "front-matter"
  | "comment"
  | "list-item"
  | "leading-blank"
  | "no-colon"
  | "blank-before-colon"
  | "bad-name"
  | "no-value"
  | "bad-value";

/** A name, a colon and a value. Columns count characters (UTF-16 code units) from 1. */
export interface PolicyField {
  readonly name: string;
  readonly nameColumn: number;
  /** Without the blanks around it. */
  readonly value: string;
  readonly valueColumn: number;
}

/** A line of a policy text, with nothing lost. */
export interface PolicyLine {
  /** From 1. */
  readonly number: number;
  /** Without the terminator; octets that are not UTF-8 are U+FFFD. */
  readonly text: string;
  readonly end: LineEnd;
  /** Octets of the line without its terminator: [start, stop) in the text after a byte order mark. */
  readonly start: number;
  readonly stop: number;
  readonly field?: PolicyField;
  readonly defect?: LineDefect;
}

const LF = 0x0a;
const CR = 0x0d;

/** Splits octets into lines and reads the field of each. */
export function readLines(bytes: Uint8Array): {
  readonly lines: readonly PolicyLine[];
  readonly faults: { readonly invalidUtf8Line?: number; readonly nulLine?: number };
} {
  const textOf = readerOf(bytes);
  const lines: PolicyLine[] = [];
  let invalidUtf8Line: number | undefined;
  let nulLine: number | undefined;
  const matter = { open: false, closed: false };
  for (const span of spansOf(bytes)) {
    const number = lines.length + 1;
    const { text, isUtf8 } = textOf(span.start, span.stop);
    if (!isUtf8) invalidUtf8Line ??= number;
    if (nulLine === undefined && text.includes("\0")) nulLine = number;
    lines.push({
      number,
      text,
      ...span,
      ...(frontMatterOf(matter, text, number) ?? readField(text)),
    });
  }
  return {
    lines: closedFrontMatter(lines, matter.closed),
    faults: {
      ...(invalidUtf8Line === undefined ? {} : { invalidUtf8Line }),
      ...(nulLine === undefined ? {} : { nulLine }),
    },
  };
}

interface Reading {
  readonly text: string;
  readonly isUtf8: boolean;
}

// Nearly every text is ASCII, and then one decoding serves all its lines: thousands of short ones would cost most.
function readerOf(bytes: Uint8Array): (start: number, stop: number) => Reading {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  const whole = lenient.decode(bytes);
  // A character beyond ASCII takes two octets and more, and one that cannot be read is U+FFFD.
  if (whole.length === bytes.length && !whole.includes("\ufffd")) {
    return (start, stop) => ({ text: whole.slice(start, stop), isUtf8: true });
  }
  const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  return (start, stop) => {
    const octets = bytes.subarray(start, stop);
    try {
      return { text: strict.decode(octets), isUtf8: true };
    } catch {
      return { text: lenient.decode(octets), isUtf8: false };
    }
  };
}

interface Span {
  readonly start: number;
  readonly stop: number;
  readonly end: LineEnd;
}

function* spansOf(bytes: Uint8Array): Generator<Span> {
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const octet = bytes[at];
    if (octet === LF) {
      yield { start, stop: at, end: "LF" };
      start = ++at;
    } else if (octet === CR) {
      const stop = at;
      const [end, width] = endAtCr(bytes, at);
      at += width;
      yield { start, stop, end };
      start = at;
    } else at += 1;
  }
  if (start < bytes.length) yield { start, stop: bytes.length, end: "none" };
}

function endAtCr(bytes: Uint8Array, at: number): readonly [LineEnd, number] {
  if (bytes[at + 1] === LF) return ["CRLF", 2];
  return bytes[at + 1] === CR && bytes[at + 2] === LF ? ["CRCRLF", 3] : ["CR", 1];
}

// Front matter is a block between two lines of three hyphens at the very top (Jekyll and its kind).
function frontMatterOf(
  matter: { open: boolean; closed: boolean },
  text: string,
  number: number,
): { readonly defect: LineDefect } | undefined {
  const fence = /^---[ \t]*$/.test(text);
  if (number === 1 && fence) matter.open = true;
  else if (!matter.open || matter.closed) return undefined;
  else if (fence) matter.closed = true;
  return { defect: "front-matter" };
}

// A fence that is never closed is no front matter: then every line is read for what it is.
function closedFrontMatter(lines: PolicyLine[], closed: boolean): readonly PolicyLine[] {
  if (closed || lines[0]?.defect !== "front-matter") return lines;
  return lines.map(({ defect: _, ...bare }) => ({ ...bare, ...readField(bare.text) }));
}

function readField(text: string): { readonly field?: PolicyField; readonly defect?: LineDefect } {
  if (/^[ \t]*$/.test(text)) return { defect: "blank" };
  const indent = text.search(/[^ \t]/);
  const body = text.slice(indent);
  if (/^(?:#|\/\/|;|\/\*|<!--)/.test(body)) return { defect: "comment" };
  if (/^-(?:[ \t]|$)/.test(body)) return { defect: "list-item" };
  const colon = body.indexOf(":");
  if (colon < 0) return { defect: "no-colon" };
  const field = fieldOf(body, colon, indent);
  const defect = indent > 0 ? "leading-blank" : fieldDefect(body.slice(0, colon), field.value);
  return defect === undefined ? { field } : { field, defect };
}

function fieldOf(body: string, colon: number, indent: number): PolicyField {
  const rest = body.slice(colon + 1);
  const gap = Math.max(0, rest.search(/[^ \t]/));
  return {
    name: trimBlanks(body.slice(0, colon)),
    nameColumn: indent + 1,
    value: trimBlanks(rest),
    valueColumn: indent + colon + 2 + gap,
  };
}

/** Without blanks at both ends. One pass from each: a pattern like /[ \t]+$/ would cost the square of a long run. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function fieldDefect(rawName: string, value: string): LineDefect | undefined {
  if (!isFieldName(rawName)) {
    return isFieldName(trimBlanks(rawName)) ? "blank-before-colon" : "bad-name";
  }
  if (value === "") return "no-value";
  // sts-policy-ext-value: no control character, U+007F or tab; every other character of Unicode may stand there.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x1f\x7f]/.test(value) ? "bad-value" : undefined;
}

/** True for a name that the grammar allows for a field: 1 to 32 letters, digits, `_`, `-`, `.`, the first alphanumeric. */
export function isFieldName(name: string): boolean {
  return name.length <= MAX_EXTENSION_NAME_LENGTH && /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name);
}
