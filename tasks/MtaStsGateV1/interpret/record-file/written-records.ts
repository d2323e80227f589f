// TXT records wherever their text is written out: in a string of any common syntax, or bare.
import { balancedEnd, interpolationEnd } from "./interpolation";
import type { RecordText, Span } from "./record-text";

/** Strings that are put together to one record; more is no record. */
const MOST_PARTS = 20;

interface Reader {
  readonly code: string;
  readonly text: string[];
  readonly offsets: number[];
  readonly expressions: Span[];
}

/** All texts in the code (comments are blanks already) that begin like a record of MTA-STS. */
export function writtenRecords(code: string): readonly RecordText[] {
  const found: RecordText[] = [];
  const start = /\bv[ \t]*=[ \t]*STSv1/gi;
  for (let hit = start.exec(code); hit !== null; hit = start.exec(code)) {
    const reader: Reader = { code, text: [], offsets: [], expressions: [] };
    const delimiter = /\\*["'`]$/.exec(code.slice(Math.max(0, hit.index - 8), hit.index))?.[0];
    const end =
      delimiter === undefined
        ? readBare(reader, hit.index)
        : readParts(reader, hit.index, delimiter);
    start.lastIndex = Math.max(start.lastIndex, end);
    if (reader.text.length === 0) continue;
    found.push({
      text: reader.text.join(""),
      offsets: reader.offsets,
      expressions: reader.expressions,
    });
  }
  return found;
}

function readBare(reader: Reader, start: number): number {
  const { code } = reader;
  // A blank and a hyphen begin the next option of a command line.
  const isEnd = (at: number) =>
    /["'`,|<>()[\]{}\t\r\n]/.test(code.charAt(at)) || /^ +-/.test(code.slice(at, at + 8));
  const end = readText(reader, start, isEnd);
  const kept = reader.text.join("").trimEnd().length;
  reader.text.length = kept;
  reader.offsets.length = kept;
  return end;
}

/** Reads a string and those that are joined to it, or no text where they are too many; the index behind the last. */
function readParts(reader: Reader, start: number, delimiter: string): number {
  let at = readString(reader, start, delimiter);
  for (let parts = 1; parts <= MOST_PARTS; parts += 1) {
    const next = nextPart(reader, at, delimiter);
    if (next === undefined) return at;
    at = next;
  }
  reader.text.length = 0;
  return at;
}

function readString({ code, ...reader }: Reader, start: number, delimiter: string): number {
  const isEnd = (at: number) =>
    code.startsWith(delimiter, at) ||
    // The string around an escaped one ends them both.
    code[at] === delimiter.at(-1) ||
    (delimiter !== "`" && /[\r\n]/.test(code.charAt(at)));
  const end = readText({ code, ...reader }, start, isEnd);
  return code.startsWith(delimiter, end) ? end + delimiter.length : end;
}

function readText(reader: Reader, start: number, isEnd: (at: number) => boolean): number {
  const { code, text, offsets, expressions } = reader;
  let at = start;
  while (at < code.length) {
    const end = interpolationEnd(code, at);
    if (end !== undefined) {
      expressions.push({ start: text.length, end: text.length + end - at });
      take(reader, at, end);
      at = end;
    } else if (isEnd(at)) {
      break;
    } else {
      // octoDNS, zone files and strings within strings escape the semicolon, once or twice.
      const escapes = /^\\+(?=;)/.exec(code.slice(at, at + 4))?.[0].length ?? 0;
      const character = code.charAt(at + escapes);
      // Route 53 writes two strings of one record as one with `\"\"` between them.
      const seam = /^\\"[ ]?\\"/.exec(code.slice(at, at + 5))?.[0].length ?? 0;
      if (seam === 0) {
        text.push(character);
        offsets.push(at + escapes);
      }
      at += seam === 0 ? escapes + 1 : seam;
    }
  }
  return at;
}

function take({ code, text, offsets }: Reader, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    text.push(code.charAt(at));
    offsets.push(at);
  }
}

// What follows a string belongs to the record where an operator says so, or where the id is still to come.
function nextPart(reader: Reader, at: number, delimiter: string): number | undefined {
  const { code, text, expressions } = reader;
  const soFar = text.join("");
  const isOpen = !/;[ \t]*id=[^;]/.test(soFar);
  const rest = code.slice(at, at + 200);
  const beside = /^[ \t]+/.exec(rest)?.[0].length ?? 0;
  const [joint, operator] = /^\s*([+,.&])\s*/.exec(rest) ?? [];
  if (joint === undefined) {
    const mayTouch = delimiter.startsWith("\\");
    const isBeside = (beside > 0 || mayTouch) && code.startsWith(delimiter, at + beside);
    return isBeside ? readString(reader, at + beside + delimiter.length, delimiter) : undefined;
  }
  if (operator !== "+" && !isOpen) return undefined;
  const next = at + joint.length;
  const quote = /^(?:\\*["'`])/.exec(code.slice(next, next + 4))?.[0];
  if (quote !== undefined) return readString(reader, next + quote.length, quote);
  if (operator === "," && !soFar.endsWith("id=")) return undefined;
  const end = expressionEnd(code, next);
  if (end === next) return undefined;
  expressions.push({ start: text.length, end: text.length + end - next });
  take(reader, next, end);
  return end;
}

/** Where an expression between operators ends: at a `+`, a comma, a closing bracket or the end of the line. */
function expressionEnd(code: string, start: number): number {
  let at = start;
  while (at < code.length && !/[+,;)\]}\r\n"'`]/.test(code.charAt(at))) {
    at = /[([{]/.test(code.charAt(at)) ? (balancedEnd(code, at) ?? at + 1) : at + 1;
  }
  while (at > start && code[at - 1] === " ") at -= 1;
  return at;
}
