// JSON with the place of every value, read to the end whatever is wrong on the way.
import {
  createScanner,
  type Node,
  type ParseError,
  type ParseErrorCode,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser/lib/esm/main.js";

/** From 1; columns in UTF-16 code units, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Objects and arrays within each other. */
const MAX_DEPTH = 100;

/** A value and where it stands. */
export type JsonValue = Place &
  (
    | { readonly kind: "object"; readonly members: readonly JsonMember[] }
    | { readonly kind: "array"; readonly items: readonly JsonValue[] }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "null" }
  );

/** A member of an object; its place is that of the name. */
export interface JsonMember extends Place {
  readonly name: string;
  /** undefined: there is none, which is a fault of the text. */
  readonly value?: JsonValue;
}

/** Why a text is not JSON, in words that complete "there is …". */
export interface JsonFault extends Place {
  readonly words: string;
}

/** What a text gives. */
interface JsonReading {
  /** undefined where too little is right to say what was meant; comments and trailing commas hide nothing. */
  readonly value?: JsonValue;
  /** The first one: others behind it may only be its echo. undefined: the text is JSON. */
  readonly fault?: JsonFault;
}

/** Reads a text (RFC 8259); a byte order mark before it is no fault. */
export function readJson(octets: Uint8Array): JsonReading {
  const text = new TextDecoder().decode(octets);
  const placeOf = placesIn(text);
  const tooDeep = offsetTooDeep(text);
  if (tooDeep !== undefined) return { fault: { words: TOO_DEEP, ...placeOf(tooDeep) } };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const faults = errors.sort((a, b) => a.offset - b.offset);
  // Ends at the first one that is not clear: a text that is no JSON may have as many as signs.
  const isClear = faults.every(({ error, offset }) =>
    [COMMENT, TRAILING_COMMA].includes(wordsOf(error, text, offset)),
  );
  const [first] = faults;
  return {
    ...(root === undefined || !isClear ? {} : { value: jsonValueOf(root, placeOf) }),
    ...(first === undefined
      ? {}
      : { fault: { words: wordsOf(first.error, text, first.offset), ...placeOf(first.offset) } }),
  };
}

/** Where a text goes deeper than any that people write; the library would end in a stack overflow. */
function offsetTooDeep(text: string): number | undefined {
  // By the parser's own tokens: what it takes for a string or a comment has no brackets for it either.
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const at = scanner.getTokenOffset();
    if (at >= text.length) return undefined;
    const first = text.charAt(at);
    if (first === "[" || first === "{") depth += 1;
    else if (first === "]" || first === "}") depth -= 1;
    if (depth > MAX_DEPTH) return at;
  }
}

/** The place of an offset in UTF-16 code units. */
export type PlaceOf = (offset: number) => Place;

/** Finds places in a text, each by a few steps however long it is. */
export function placesIn(text: string): PlaceOf {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return (offset) => {
    const line = lastUpTo(offset, starts);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Index of the last of ascending numbers that is not greater; the first one is 0. */
function lastUpTo(limit: number, ascending: readonly number[]): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}

function jsonValueOf(node: Node, placeOf: PlaceOf): JsonValue {
  const place = placeOf(node.offset);
  const { children = [] } = node;
  switch (node.type) {
    case "object":
      return { kind: "object", ...place, members: children.map((one) => memberOf(one, placeOf)) };
    case "array":
      return { kind: "array", ...place, items: children.map((one) => jsonValueOf(one, placeOf)) };
    case "string":
    case "number":
    case "boolean":
      return { kind: node.type, ...place, value: node.value } as JsonValue;
    default:
      return { kind: "null", ...place };
  }
}

function memberOf({ offset, children = [] }: Node, placeOf: PlaceOf): JsonMember {
  const [name, value] = children;
  return {
    name: String(name?.value ?? ""),
    ...placeOf(name?.offset ?? offset),
    ...(value === undefined ? {} : { value: jsonValueOf(value, placeOf) }),
  };
}

const TOO_DEEP = `a value more than ${MAX_DEPTH} levels deep`;
const COMMENT = "a comment";
const TRAILING_COMMA = "a comma with nothing behind it";

/** By the library's names of faults. */
const FAULT_WORDS: { readonly [name: string]: string } = {
  InvalidCommentToken: COMMENT,
  CommaExpected: "no comma before the next value",
  ColonExpected: "no colon behind a name",
  PropertyNameExpected: "no name in double quotes",
  ValueExpected: "no value",
  CloseBraceExpected: "no closing brace",
  CloseBracketExpected: "no closing bracket",
  EndOfFileExpected: "more text behind the end",
  UnexpectedEndOfString: "no closing quotation mark",
};

function wordsOf(error: ParseErrorCode, text: string, offset: number): string {
  const name = printParseErrorCode(error);
  const isMissing = name === "PropertyNameExpected" || name === "ValueExpected";
  if (isMissing && text.slice(0, offset).trimEnd().endsWith(",")) return TRAILING_COMMA;
  return FAULT_WORDS[name] ?? "a character that JSON does not know there";
}
