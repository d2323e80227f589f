// TXT records of a zone file in master file format (RFC 1035 section 5.1).
import { canonicalName } from "../../mta-sts/names";
import { interpolationsIn, type RecordText } from "./record-text";

/** A TXT record with the name it belongs to: absolute without the root dot, or relative where no origin is known. */
export interface ZoneTxt {
  readonly record: RecordText;
  readonly owner: { readonly name: string; readonly isAbsolute: boolean };
}

interface Token {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly isQuoted: boolean;
  /** It stands in the first column, where an owner name stands. */
  readonly startsLine: boolean;
}

interface State {
  origin: string | undefined;
  owner: ZoneTxt["owner"];
}

/** All TXT records in a zone file whose comments are blanks already. */
export function zoneTxtRecords(code: string): readonly ZoneTxt[] {
  const state: State = { origin: undefined, owner: { name: "", isAbsolute: false } };
  return entriesOf(code).flatMap((entry) => readEntry(entry, state) ?? []);
}

function readEntry(entry: readonly Token[], state: State): ZoneTxt | undefined {
  const [first, second] = entry;
  if (first === undefined) return undefined;
  if (first.text.startsWith("$")) {
    const isOrigin = first.text.toUpperCase() === "$ORIGIN" && second !== undefined;
    if (isOrigin) state.origin = resolve(second.text, state.origin).name;
    return undefined;
  }
  const hasOwner = first.startsLine && !first.isQuoted;
  if (hasOwner) state.owner = resolve(first.text, state.origin);
  const data = txtData(hasOwner ? entry.slice(1) : entry);
  if (data === undefined) return undefined;
  const text = data.map((token) => token.text).join("");
  const offsets = data.flatMap((token) => token.offsets);
  return { record: { text, offsets, expressions: interpolationsIn(text) }, owner: state.owner };
}

function resolve(name: string, origin: string | undefined): ZoneTxt["owner"] {
  if (name.endsWith(".")) return { name: canonicalName(name), isAbsolute: true };
  const relative = name === "@" ? "" : canonicalName(name);
  if (origin === undefined) return { name: relative, isAbsolute: false };
  return { name: relative === "" ? origin : `${relative}.${origin}`, isAbsolute: true };
}

/** The strings behind `TXT`; TTL and class come before it in either order. */
function txtData(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(({ text }) => !/^(?:\d[\dsmhdw]*|IN|CH|HS)$/i.test(text));
  const type = tokens[at];
  return type !== undefined && !type.isQuoted && type.text.toUpperCase() === "TXT"
    ? tokens.slice(at + 1)
    : undefined;
}

// An entry ends with its line, but for lines inside parentheses.
function entriesOf(code: string): readonly (readonly Token[])[] {
  const entries: Token[][] = [];
  let entry: Token[] = [];
  let depth = 0;
  for (let at = 0; at < code.length; ) {
    const character = code.charAt(at);
    if (character === "(") depth += 1;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (/[\r\n]/.test(character) && depth === 0) {
      entries.push(entry);
      entry = [];
    }
    if (/[\s()]/.test(character)) at += 1;
    else at = readToken(code, at, entry);
  }
  return [...entries, entry];
}

/** Adds the token at an index to the entry; the index behind it. */
function readToken(code: string, start: number, entry: Token[]): number {
  const isQuoted = code[start] === '"';
  const isEnd = (character: string) =>
    isQuoted ? /["\r\n]/.test(character) : /[\s()"]/.test(character);
  const characters: string[] = [];
  const offsets: number[] = [];
  let at = isQuoted ? start + 1 : start;
  while (at < code.length && !isEnd(code.charAt(at))) {
    const escaped = /^\\(?:(\d{3})|([^\r\n]))/.exec(code.slice(at, at + 4));
    const [whole = code.charAt(at), decimal, plain] = escaped ?? [];
    offsets.push(at);
    characters.push(decimal === undefined ? (plain ?? whole) : String.fromCharCode(+decimal));
    at += whole.length;
  }
  const startsLine = start === 0 || /[\r\n]/.test(code.charAt(start - 1));
  entry.push({ text: characters.join(""), offsets, isQuoted, startsLine });
  return isQuoted && code[at] === '"' ? at + 1 : at;
}
