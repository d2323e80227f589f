// A policy as RFC 8461 section 3.2 defines it, read without loss: the reader never stops at the first defect, keeps
// the place of every field, and yields a Policy only where a conforming sender accepts the text.
import { MAX_AGE_DIGITS, MAX_MAX_AGE_SECONDS, MAX_POLICY_OCTETS } from "./limits";
import { type MxPattern, type MxPatternReading, parseMxPattern } from "./mx-pattern";
import { type PolicyLine, readLines } from "./policy-lines";

/** What senders do where a policy cannot be met (RFC 8461 section 5). */
export type Mode = "enforce" | "testing" | "none";
export const MODES: readonly Mode[] = ["enforce", "testing", "none"];

/** The four registered field names (RFC 8461 section 9.3), in the usual order. */
export const FIELD_NAMES = ["version", "mode", "mx", "max_age"] as const;
/** One of `FIELD_NAMES`. */
export type FieldName = (typeof FIELD_NAMES)[number];

/** What a conforming sender takes from an acceptable text. */
export interface Policy {
  readonly mode: Mode;
  /** Seconds. */
  readonly maxAge: number;
  /** In the order of the text; may be empty only in mode none. */
  readonly mx: readonly MxPattern[];
}

/** Encoding faults of the octets, each enough to void the policy. */
interface EncodingFacts {
  /** The text starts with the octets EF BB BF. */
  readonly bom: boolean;
  readonly utf16: "UTF-16LE" | "UTF-16BE" | undefined;
  /** 1-based line of the first octet that is not UTF-8, of the first NUL; undefined: none. */
  readonly invalidUtf8Line?: number;
  readonly nulLine?: number;
}

/** What the text is, so far as its looks tell. */
type TextKind = "policy" | "empty" | "utf-16" | "rtf" | "html" | "dns-record" | "other";

/** A read text: every line, the fields in it, and the policy where it is one. */
export interface PolicyText {
  readonly kind: TextKind;
  readonly octets: number;
  readonly encoding: EncodingFacts;
  readonly lines: readonly PolicyLine[];
  /** Present exactly where a conforming sender accepts the text. */
  readonly policy?: Policy;
}

/** A line that holds a field, with the field. */
export type FieldLine = PolicyLine & { readonly field: NonNullable<PolicyLine["field"]> };

/** The lines that hold a field of this name, in order. */
export function fieldLines(text: PolicyText, name: string): readonly FieldLine[] {
  return text.lines.filter((line): line is FieldLine => line.field?.name === name);
}

/**
 * Reads a policy text (RFC 8461 section 3.2).
 * @param bytes the octets, as committed or as served
 * @param octets the full size where `bytes` were cut short
 */
export function parsePolicy(bytes: Uint8Array, octets: number = bytes.length): PolicyText {
  const utf16 = utf16Of(bytes);
  const encoding: EncodingFacts = { bom: startsWith(bytes, [0xef, 0xbb, 0xbf]), utf16 };
  if (utf16 !== undefined) return { kind: "utf-16", octets, encoding, lines: [] };
  const read = readLines(encoding.bom ? bytes.subarray(3) : bytes);
  const text: PolicyText = {
    kind: kindOf(read.lines),
    octets,
    encoding: { ...encoding, ...read.faults },
    lines: read.lines,
  };
  const policy = policyOf(text);
  return policy === undefined ? text : { ...text, policy };
}

/** The digits of a `max_age` value as seconds, or undefined where the value is not 1 to 10 digits up to one year. */
export function parseMaxAge(value: string): number | undefined {
  if (!/^[0-9]+$/.test(value) || value.length > MAX_AGE_DIGITS) return undefined;
  const seconds = Number(value);
  return seconds <= MAX_MAX_AGE_SECONDS ? seconds : undefined;
}

/** True for one of the three mode values, in exactly their spelling. */
export function isMode(value: string): value is Mode {
  return (MODES as readonly string[]).includes(value);
}

/** Same mode, same lifetime, same set of patterns: the octets, order and case of the texts do not count. */
export function isSameMeaning(a: Policy, b: Policy): boolean {
  return a.mode === b.mode && a.maxAge === b.maxAge && mxKey(a) === mxKey(b);
}

function mxKey(policy: Policy): string {
  return [...new Set(policy.mx.map((p) => (p.wildcard ? "*." : "") + p.base))].sort().join("\n");
}

function policyOf(text: PolicyText): Policy | undefined {
  const { encoding } = text;
  const clean =
    text.octets <= MAX_POLICY_OCTETS &&
    !encoding.bom &&
    encoding.invalidUtf8Line === undefined &&
    text.lines.every((line) => line.defect === undefined && hasLegalEnd(line));
  if (!clean) return undefined;
  const first = (name: FieldName) => fieldLines(text, name)[0]?.field.value;
  const mode = first("mode") ?? "";
  const maxAge = parseMaxAge(first("max_age") ?? "");
  const mx = patternsOf(text);
  if (first("version") !== "STSv1" || !isMode(mode) || maxAge === undefined) return undefined;
  if (mx === undefined || (mx.length === 0 && mode !== "none")) return undefined;
  return { mode, maxAge, mx };
}

/**
 * The mx patterns of a text that is void for another reason, so that all that is wrong comes out at once: with its
 * mode, or enforce where that is the part that cannot be read. undefined where an mx line is itself in doubt.
 */
export function patternsOfVoid(text: PolicyText): Pick<Policy, "mode" | "mx"> | undefined {
  const mx = text.kind === "policy" ? patternsOf(text) : undefined;
  if (mx === undefined || mx.length === 0) return undefined;
  const mode = fieldLines(text, "mode")[0]?.field.value ?? "";
  return { mode: isMode(mode) ? mode : "enforce", mx };
}

function hasLegalEnd(line: PolicyLine): boolean {
  return line.end === "LF" || line.end === "CRLF" || line.end === "none";
}

// A malformed mx value would still derive as an extension field that happens to be called mx. We read by name, as
// every sender does: one bad mx line voids the policy.
function patternsOf(text: PolicyText): readonly MxPattern[] | undefined {
  const readings = fieldLines(text, "mx").map((line) => parseMxPattern(line.field.value));
  return readings.every((r): r is MxPatternReading & { ok: true } => r.ok)
    ? readings.map((r) => r.pattern)
    : undefined;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((octet, i) => bytes[i] === octet);
}

function utf16Of(bytes: Uint8Array): EncodingFacts["utf16"] {
  if (startsWith(bytes, [0xff, 0xfe])) return "UTF-16LE";
  if (startsWith(bytes, [0xfe, 0xff])) return "UTF-16BE";
  // Without a byte order mark: the first letters of any policy are ASCII, so every second octet is NUL.
  const pairs = Math.min(8, bytes.length >> 1);
  const isNul = (odd: 0 | 1) =>
    pairs >= 2 && Array.from({ length: pairs }, (_, i) => bytes[2 * i + odd]).every((o) => o === 0);
  if (isNul(1) && !isNul(0)) return "UTF-16LE";
  if (isNul(0) && !isNul(1)) return "UTF-16BE";
  return undefined;
}

function kindOf(lines: readonly PolicyLine[]): TextKind {
  const first = lines.find((line) => line.defect !== "blank")?.text.trimStart();
  if (first === undefined) return "empty";
  if (/^\{?\\(?:rtf|f\d|fs\d|cf\d|pard)/.test(first)) return "rtf";
  if (/^<(?:!doctype|html|head|body|\?xml|[a-z]+[\s>])/i.test(first)) return "html";
  if (lines.some((line) => isRegistered(line.field?.name))) return "policy";
  if (lines.some((line) => /\bv\s*=\s*STSv1\b/i.test(line.text))) return "dns-record";
  return lines.some((line) => resemblesRegistered(line.field?.name)) ? "policy" : "other";
}

function isRegistered(name: string | undefined): boolean {
  return (FIELD_NAMES as readonly (string | undefined)[]).includes(name);
}

function resemblesRegistered(name: string | undefined): boolean {
  return name !== undefined && /^(?:version|mode|mx|max[-_ ]?age)$/i.test(name);
}
