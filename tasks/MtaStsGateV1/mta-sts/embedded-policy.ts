// A policy that stands as a text in the code of a Functions app, in Bicep, ARM or a script, where no web server finds it.
// Only literal texts are read: what is put together when the code runs is not known.

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

/** True for a file that may hold a policy among other things. */
export function isCode(path: string): boolean {
  return CODE.test(path);
}

/** The one policy that stands literally in the text of a file; undefined: none, several, or it is put together. */
export function embeddedPolicy(path: string, source: string): EmbeddedPolicy | undefined {
  if (!isCode(path)) return undefined;
  const found = [...source.matchAll(START)]
    .map(({ index }) => policyAt(index, source, path))
    .filter((policy) => policy !== undefined);
  const [first, ...others] = found;
  return others.every(({ text }) => text === first?.text) ? first : undefined;
}

/** How a text ends and what stands for a line break in it. */
interface Quoting {
  readonly end: string;
  readonly escapes: readonly string[];
  /** What makes the text depend on the run. */
  readonly interpolation?: RegExp;
}

function policyAt(start: number, source: string, path: string): EmbeddedPolicy | undefined {
  const quoting = quotingBefore(start, source, path);
  if (quoting === undefined) return undefined;
  const pieces = [pieceAt(start, quoting, source, path)];
  for (let last = pieces[0]; last !== undefined; ) {
    const next = nextPiece(last.end, source, path);
    if (next === undefined) break;
    last = pieceAt(next.start, next.quoting, source, path);
    if (last !== undefined && next.breaks) pieces.push({ ...last, startsLine: true });
    else if (last !== undefined) pieces.push(last);
  }
  if (pieces.includes(undefined)) return undefined;
  return joined(pieces as readonly Piece[], source);
}

function quotingBefore(start: number, source: string, path: string): Quoting | undefined {
  const before = source.slice(Math.max(0, start - 200), start);
  const [, opening = ""] =
    /(@"|@'|"{3}|'{3}|["'`])(?:[ \t]*(?:\r?\n|\\r?\\n))?[ \t]*$/.exec(before) ?? [];
  return opening === "" ? undefined : quotingOf(opening, source.slice(0, start), path);
}

function quotingOf(opening: string, before: string, path: string): Quoting {
  const isPowerShell = /\.ps\w*1$/i.test(path);
  const isSharp = /\.(?:csx?|fsx?)$/i.test(path);
  if (opening === '@"' && isPowerShell)
    return { end: '\n"@', escapes: ["`r`n", "`n"], interpolation: /\$[\w({]/ };
  if (opening === "@'") return { end: "\n'@", escapes: [] };
  const isInterpolated = /\$+@?"+$/.test(before.slice(0, before.lastIndexOf('"') + 1));
  const braces = isInterpolated ? { interpolation: /\{[^{]/ } : {};
  if (opening === '@"') return { end: '"', escapes: [], ...braces };
  if (opening === '"""')
    return { end: '"""', escapes: isSharp ? [] : ["\\r\\n", "\\n"], ...braces };
  if (opening === "'''")
    return { end: "'''", escapes: path.endsWith(".bicep") ? [] : ["\\r\\n", "\\n"] };
  if (isPowerShell) {
    return opening === "'"
      ? { end: "'", escapes: [] }
      : { end: '"', escapes: ["`r`n", "`n"], interpolation: /\$[\w({]/ };
  }
  const hasDollar = /\.(?:bicep|tf)$/i.test(path) || opening === "`";
  const interpolation = hasDollar ? { interpolation: /\$\{/ } : braces;
  return { end: opening, escapes: ["\\r\\n", "\\n"], ...interpolation };
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
  { end, escapes, interpolation }: Quoting,
  source: string,
  path: string,
): Piece | undefined {
  const limit = Math.min(source.length, start + MOST_CHARACTERS);
  const lines: string[] = [];
  const starts = [start];
  let line = "";
  let at = start;
  while (at < limit && !isEnd(source, at, end)) {
    const escaped = escapes.find((one) => source.startsWith(one, at));
    const real = /^\r\n|^\n/.exec(source.slice(at, at + 2))?.[0];
    if (escaped === undefined && real === undefined) {
      line += source.charAt(at);
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
  if (at >= limit || interpolation?.test(lines.join("\n"))) return undefined;
  // C# takes the indentation of the closing quotes from every line of a raw text.
  const isRaw = end === '"""' && /\.csx?$/i.test(path) && line.trim() === "";
  const indent = isRaw ? line.length : 0;
  const kept = isRaw ? lines.slice(0, -1) : lines;
  return { lines: kept, starts: starts.slice(0, kept.length), end: at + end.length, indent };
}

function isEnd(source: string, at: number, end: string): boolean {
  if (end.startsWith("\n")) {
    return source.startsWith(end, at) || source.startsWith(`\r${end}`, at);
  }
  return source.startsWith(end, at) && source[at - 1] !== "\\";
}

/** A text right behind another one: in a sum, a list that is joined, or a further call that appends. */
const CONTINUES =
  /(?:(\s*\+\s*)|(?:\s*,\s*(?:\/\/.*\s*)?|\s*\n\s*(?=["']version|["']m)|\s*\)?\s*;?\s*[\w.]*\.(?:AppendLine|append|push|WriteLine)\(\s*))(@"|"{3}|["'`])/iy;

function nextPiece(
  end: number,
  source: string,
  path: string,
): { readonly start: number; readonly quoting: Quoting; readonly breaks: boolean } | undefined {
  CONTINUES.lastIndex = end;
  const match = CONTINUES.exec(source);
  if (match === null) return undefined;
  const [all, sum, opening = ""] = match;
  const start = end + all.length;
  const isField = /^(?:\\r)?(?:\\n|\r?\n)?[ \t]*[\w-]+[ \t]*:[^/]|^(?:\\r)?\\n["'`]|^["'`]/.test(
    source.slice(start, start + 40),
  );
  if (!isField) return undefined;
  return {
    start,
    quoting: quotingOf(opening, source.slice(0, start), path),
    breaks: sum === undefined,
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
  return { text, places: starts.map((start) => placeOf(start, source)) };
}

function withoutIndent(line: string, indent: number): string {
  return line.slice(0, indent).trim() === "" ? line.slice(indent) : line;
}

function placeOf(offset: number, source: string): Place {
  const before = source.slice(0, offset).split("\n");
  /* c8 ignore next -- splitting gives one part at least */
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
