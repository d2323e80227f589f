// Source code as text: comments out of the way, brackets matched, arguments taken apart. No language is parsed in full.
import { type PlaceOf, placesIn } from "../swa/json-text";

/** Code whose comments are blanks; what stands elsewhere stays where it was. */
export interface Code {
  readonly text: string;
  /** The place of an offset. */
  readonly placeOf: PlaceOf;
  /** What stands between the bracket at an offset and the one that closes it, taken apart at its commas. */
  readonly partsIn: (opening: number) => readonly Span[] | undefined;
}

/** A piece of the code. */
export interface Span {
  readonly start: number;
  readonly text: string;
}

/** Reads a source once, in a time that grows with its length alone. */
export function readCode(source: string): Code {
  const spans = textsAndComments(source);
  const text = blanked(source, spans.filter(isComment), () => " ");
  // The content of texts is blanked out as well, for looking at brackets.
  const bare = blanked(text, spans, (sign, isEdge) => (isEdge ? sign : " "));
  const closings = closingsOf(bare);
  return {
    text,
    placeOf: placesIn(text),
    partsIn: (opening) => {
      const end = closings.get(opening);
      return end === undefined ? undefined : partsBetween(text, bare, [opening + 1, end], closings);
    },
  };
}

/** The one literal text that a piece of code is. */
export function literalIn(text: string): string | undefined {
  const [, , single] = /^(["'`])([^"'`\\\n]*)\1$/.exec(text.trim()) ?? [];
  return single === undefined || /\$\{/.test(single) ? undefined : single;
}

interface Kind {
  readonly opener: string;
  /** All of it. */
  readonly whole: RegExp;
  readonly isOneLine?: true;
}

const KINDS: readonly Kind[] = [
  { opener: '"""', whole: /"""[\s\S]*?"""/y },
  { opener: '@"', whole: /@"(?:[^"]|"")*"/y },
  { opener: '"', whole: /"(?:\\.|[^"\\\n])*"/y, isOneLine: true },
  { opener: "'", whole: /'(?:\\.|[^'\\\n])*'/y, isOneLine: true },
  { opener: "`", whole: /`(?:\\[\s\S]|[^`\\])*`/y },
  { opener: "//", whole: /\/\/[^\n]*/y },
  { opener: "/*", whole: /\/\*[\s\S]*?\*\//y },
];

interface Extent {
  readonly start: number;
  readonly end: number;
  readonly opener: string;
}

function isComment({ opener }: Extent): boolean {
  return opener.startsWith("/");
}

function textsAndComments(source: string): readonly Extent[] {
  const found: Extent[] = [];
  // Up to where none of a kind can end, since one that began before did not: else each would look for its end anew.
  const hopeless = new Map<string, number>();
  const candidates = /["'`]|@"|\/[/*]/g;
  for (let hit = candidates.exec(source); hit !== null; hit = candidates.exec(source)) {
    const { index: start } = hit;
    candidates.lastIndex = start + 1;
    for (const { opener, whole, isOneLine } of KINDS) {
      if (!source.startsWith(opener, start) || start < (hopeless.get(opener) ?? 0)) continue;
      whole.lastIndex = start;
      if (whole.test(source)) {
        found.push({ start, end: whole.lastIndex, opener });
        candidates.lastIndex = whole.lastIndex;
        break;
      }
      hopeless.set(opener, isOneLine ? lineEnd(source, start) : source.length);
    }
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** The text with another sign in the place of each in the spans; line ends stay. */
function blanked(
  text: string,
  spans: readonly Extent[],
  signFor: (sign: string, isEdge: boolean) => string,
): string {
  let at = 0;
  const pieces = spans.flatMap(({ start, end }) => {
    const kept = text.slice(at, start);
    const inside = text
      .slice(start, end)
      .replace(/[^\n]/g, (sign, i: number) => signFor(sign, i === 0 || i === end - start - 1));
    at = end;
    return [kept, inside];
  });
  return [...pieces, text.slice(at)].join("");
}

/** Index of each opening bracket to that of the closing one, whatever their kinds. */
function closingsOf(bare: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: sign, index } of bare.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(sign)) open.push(index);
    else {
      const opening = open.pop();
      if (opening !== undefined) closings.set(opening, index);
    }
  }
  return closings;
}

function partsBetween(
  text: string,
  bare: string,
  [from, end]: readonly [number, number],
  closings: ReadonlyMap<number, number>,
): readonly Span[] {
  const parts: Span[] = [];
  let start = from;
  const add = (until: number) => {
    const part = text.slice(start, until);
    if (part.trim() !== "") {
      parts.push({ start: start + (part.length - part.trimStart().length), text: part.trim() });
    }
    start = until + 1;
  };
  // What is in brackets of its own is passed over at once.
  for (let at = from; at < end; at = (closings.get(at) ?? at) + 1) {
    if (bare[at] === ",") add(at);
  }
  add(end);
  return parts;
}
