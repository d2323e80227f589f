// A policy that stands as a text in the code of a Functions app, in Bicep, ARM or a script, where no web server finds it.
// Only literal texts are read: what is put together when the code runs is not known.
import { sharedIndent, withoutIndent } from "./indentation";
import { goesOn } from "./put-together";

/** Where a line of the policy begins in the file; from 1, columns in UTF-16 code units. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A policy in a file of another kind. */
export interface EmbeddedPolicy {
  readonly text: string;
  /** Of each line of the text. */
  readonly places: readonly Place[];
}

const CODE = /\.(?:[cm]?[jt]s|cs|csx|fs|fsx|ps1|psm1|psd1|py|java|bicep|bicepparam|json|tf|sh)$/i;

/** Files in which a line break of the source is one line feed, whatever the checkout made of it. */
const LINE_FEED_ONLY = /\.[cm]?[jt]s$/i;

const START = /version[ \t]*:[ \t]*STSv1/gi;

/** Longer than any policy that senders take. */
const MOST_CHARACTERS = 70_000;

/** More texts that begin like a policy are not looked at: that many are never one and the same. */
const MOST_TEXTS = 20;

/** True for a file that may hold a policy among other things. */
export function isCode(path: string): boolean {
  return CODE.test(path);
}

/** The one policy that stands literally in the text of a file; undefined: none, several, or it is put together. */
export function embeddedPolicy(path: string, source: string): EmbeddedPolicy | undefined {
  if (!isCode(path)) return undefined;
  const begun = [...source.matchAll(START)].flatMap(({ index }) => {
    const quoting = quotingBefore(index, source, path);
    return quoting === undefined ? [] : [{ index, quoting }];
  });
  if (begun.length > MOST_TEXTS) return undefined;
  const found = begun
    .map(({ index, quoting }) => policyAt(index, quoting, source, path))
    .filter((policy) => policy !== undefined);
  const [first, ...others] = found;
  return others.every(({ text }) => text === first?.text) ? first : undefined;
}

/** How a text ends and what stands for a line break in it. */
interface Quoting {
  readonly end: string;
  readonly escapes: readonly string[];
  /** What makes the text depend on the run. */
  readonly interpolation?: RegExp | undefined;
  /** Whether the indentation that all lines share is taken away. */
  readonly dedents?: boolean;
}

function policyAt(
  start: number,
  quoting: Quoting,
  source: string,
  path: string,
): EmbeddedPolicy | undefined {
  const pieces: Piece[] = [];
  let piece = pieceAt(start, quoting, source, path);
  while (piece !== undefined && piece.end - start <= MOST_CHARACTERS) {
    pieces.push(piece);
    const next = nextPiece(piece.end, source, path);
    if (next === undefined) {
      const isPartial = goesOn(piece.end, piece.startsLine, source);
      return isPartial ? undefined : joined(pieces, source);
    }
    const following = pieceAt(next.start, next.quoting, source, path);
    piece = following && next.breaks ? { ...following, startsLine: true } : following;
  }
  return undefined;
}

/** What stands further before a text says nothing of its quotes, in characters. */
const MOST_BEFORE = 200;

function quotingBefore(start: number, source: string, path: string): Quoting | undefined {
  const before = source.slice(Math.max(0, start - MOST_BEFORE), start);
  const [, opening = ""] =
    /(@"|@'|"{3}|'{3}|["'`])(?:[ \t]*(?:\\?\r?\n|\\r?\\n))?[ \t]*$/.exec(before) ?? [];
  return opening === "" ? undefined : quotingOf(opening, before, path);
}

function quotingOf(opening: string, before: string, path: string): Quoting {
  const isPowerShell = /\.ps\w*1$/i.test(path);
  if (opening === "@'") return { end: "\n'@", escapes: [] };
  if (isPowerShell) {
    const end = opening === '@"' ? '\n"@' : opening;
    return end === "'"
      ? { end, escapes: [] }
      : { end, escapes: ["`r`n", "`n"], interpolation: /\$[\w({]/ };
  }
  const isLong = opening.length === 3;
  const isBare = opening === '@"' || (isLong && /\.(?:csx?|fsx?|bicep)$/i.test(path));
  return {
    end: opening.slice(opening.startsWith("@") ? 1 : 0),
    escapes: isBare ? [] : ["\\r\\n", "\\n"],
    interpolation: interpolationOf(opening, before.slice(0, before.lastIndexOf(opening)), path),
    dedents: isLong && (/\.java$/i.test(path) || /dedent\(\s*\S{3}\\?\r?\n[ \t]*$/.test(before)),
  };
}

function interpolationOf(opening: string, head: string, path: string): RegExp | undefined {
  if (opening === "`" || (opening.length < 3 && /\.(?:bicep|tf)$/i.test(path))) return /\$\{/;
  if (opening === '"' && /\.sh$/i.test(path)) return /[$`]/;
  const mark = /\.py$/i.test(path) ? /\b(?:f|rf|fr)$/i : /(?:\$+@?|\bFormat\(\s*@?)$/;
  return mark.test(head) ? /\{[^{]/ : undefined;
}

interface Piece {
  readonly lines: readonly string[];
  readonly starts: readonly number[];
  /** Behind the closing quote. */
  readonly end: number;
  readonly startsLine?: boolean;
  /** Blanks that the language takes from each line. */
  readonly indent: number;
}

function pieceAt(
  start: number,
  { end, escapes, interpolation, dedents }: Quoting,
  source: string,
  path: string,
): Piece | undefined {
  const limit = Math.min(source.length, start + MOST_CHARACTERS);
  const lines: string[] = [];
  const starts = [start];
  let line = "";
  let at = start;
  while (at < limit && !isEnd(source, at, end)) {
    const character = source.charAt(at);
    const mayBreak = "\\`\r\n".includes(character);
    const escaped = mayBreak ? escapes.find((one) => source.startsWith(one, at)) : undefined;
    const real = mayBreak ? /^\r\n|^\n/.exec(source.slice(at, at + 2))?.[0] : undefined;
    if (escaped === undefined && real === undefined) {
      line += character;
      at += 1;
      continue;
    }
    const isCarriage = escaped?.includes("r") ?? (real === "\r\n" && !LINE_FEED_ONLY.test(path));
    lines.push(isCarriage ? `${line}\r` : line);
    line = "";
    /* c8 ignore next -- one of both is there, or the loop went on */
    at += (escaped ?? real ?? "").length;
    starts.push(at);
  }
  lines.push(line);
  const read = lines.join("\n");
  // Of the escapes that begin with a backslash, only those of line breaks and quotes are read.
  const isEscaped = escapes[0]?.startsWith("\\") === true && /\\[^"'`]/.test(read);
  if (at >= limit || isEscaped || interpolation?.test(read)) return undefined;
  // C# takes the indentation of the closing quotes from every line of a raw text.
  const isRaw = end === '"""' && /\.csx?$/i.test(path) && line.trim() === "";
  const shared = dedents === true ? sharedIndent(lines, path) : 0;
  const indent = isRaw ? line.length : shared;
  const kept = isRaw ? lines.slice(0, -1) : lines;
  return { lines: kept, starts: starts.slice(0, kept.length), end: at + end.length, indent };
}

function isEnd(source: string, at: number, end: string): boolean {
  if (end.startsWith("\n")) {
    return source.startsWith(end, at) || source.startsWith(`\r${end}`, at);
  }
  return source.startsWith(end, at) && source[at - 1] !== "\\";
}

const BLANKS = /\s*/y;
const LINE = /.*/y;
const FIELD = /["'](?:version|m)/iy;
const CALL = /[\w.]*\.(?:AppendLine|append|push|WriteLine)\(\s*/iy;
const OPENING = /@"|"{3}|["'`]/y;

/** Where what a pattern describes ends, which stands at an index; undefined: it does not stand there. */
function endOf(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}

/** The same for a pattern that may be empty, so that it stands anywhere. */
function behind(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(source);
  return pattern.lastIndex;
}

/** Where a text may begin right behind another one: in a sum, a list that is joined, or a further call that appends. */
function openingBehind(
  end: number,
  source: string,
  path: string,
): { readonly at: number; readonly isSum: boolean } | undefined {
  const sign = behind(BLANKS, source, end);
  if (source[sign] === "+") return { at: behind(BLANKS, source, sign + 1), isSum: true };
  if (source[sign] === ",") {
    const at = behind(BLANKS, source, sign + 1);
    const isNoted = source.startsWith("//", at);
    return { at: isNoted ? behind(BLANKS, source, behind(LINE, source, at)) : at, isSum: false };
  }
  const isBelow = source.slice(end, sign).includes("\n");
  if (isBelow && endOf(FIELD, source, sign) !== undefined) {
    // Python adds texts up that stand side by side; elsewhere they are items of a list.
    return { at: sign, isSum: path.endsWith(".py") };
  }
  const closed = source[sign] === ")" ? behind(BLANKS, source, sign + 1) : sign;
  const ended = source[closed] === ";" ? behind(BLANKS, source, closed + 1) : closed;
  const at = endOf(CALL, source, ended);
  if (at === undefined) return undefined;
  // Append adds to a text; Python's append, to a list.
  return { at, isSum: /\.append\(/i.test(source.slice(ended, at)) && !path.endsWith(".py") };
}

function nextPiece(
  end: number,
  source: string,
  path: string,
): { readonly start: number; readonly quoting: Quoting; readonly breaks: boolean } | undefined {
  const found = openingBehind(end, source, path);
  const start = found === undefined ? undefined : endOf(OPENING, source, found.at);
  if (found === undefined || start === undefined) return undefined;
  const isField = /^(?:\\r)?(?:\\n|\r?\n)?[ \t]*[\w-]+[ \t]*:[^/]|^(?:\\r)?\\n["'`]|^["'`]/.test(
    source.slice(start, start + 40),
  );
  if (!isField) return undefined;
  return {
    start,
    quoting: quotingOf(
      source.slice(found.at, start),
      source.slice(Math.max(0, start - MOST_BEFORE), start),
      path,
    ),
    breaks: !found.isSum,
  };
}

function joined(pieces: readonly Piece[], source: string): EmbeddedPolicy | undefined {
  const lines: string[] = [];
  const starts: number[] = [];
  for (const { lines: own, starts: ownStarts, startsLine, indent } of pieces) {
    own.forEach((line, index) => {
      const isFirst = index === 0 && starts.length === 0;
      const bare = isFirst ? line : withoutIndent(line, indent);
      if (index === 0 && !isFirst && startsLine !== true) {
        /* c8 ignore next -- a piece that is not the first stands behind lines */
        const last = lines.pop() ?? "";
        lines.push(last + line);
        /* c8 ignore next -- every line has a start */
        if (last === "") starts[starts.length - 1] = ownStarts[index] ?? 0;
      } else {
        lines.push(bare);
        /* c8 ignore next -- every line has a start */
        starts.push((ownStarts[index] ?? 0) + (line.length - bare.length));
      }
    });
  }
  const text = lines.join("\n");
  if (!/^[ \t]*mode[ \t]*:/im.test(text)) return undefined;
  return { text, places: placesOf(starts, source) };
}

/** The places of offsets, which are in ascending order. */
function placesOf(offsets: readonly number[], source: string): readonly Place[] {
  let line = 1;
  let start = 0;
  let end = lineEnd(source, start);
  return offsets.map((offset) => {
    for (; end < offset; end = lineEnd(source, start)) {
      line += 1;
      start = end + 1;
    }
    return { line, column: offset - start + 1 };
  });
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}
