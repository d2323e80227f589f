// Source code as text: comments out of the way, brackets matched, arguments taken apart. No language is parsed in full.
import type { Place } from "../swa/json-text";

const PARTS =
  /"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The code with its comments blanked out; what stands elsewhere stays where it was. */
export function withoutComments(code: string): string {
  return code.replace(PARTS, (part) =>
    part.startsWith("//") || part.startsWith("/*") ? part.replace(/[^\n]/g, " ") : part,
  );
}

/** The code with the content of its texts blanked out as well, for looking at its brackets. */
function withoutTexts(code: string): string {
  return code.replace(PARTS, (part) =>
    part.replace(/[^\n]/g, (sign, at: number) => (at === 0 || at === part.length - 1 ? sign : " ")),
  );
}

/** A piece of the code. */
export interface Span {
  readonly start: number;
  readonly text: string;
}

/** What stands between the bracket at an offset and the one that closes it, taken apart at its commas. */
export function partsIn(code: string, opening: number): readonly Span[] | undefined {
  const bare = withoutTexts(code);
  let depth = 0;
  let start = opening + 1;
  const parts: Span[] = [];
  for (let at = opening; at < bare.length; at += 1) {
    const sign = bare[at] ?? "";
    if ("([{".includes(sign)) depth += 1;
    const isEnd = ")]}".includes(sign) && --depth === 0;
    if (isEnd || (sign === "," && depth === 1)) {
      const text = code.slice(start, at);
      if (text.trim() !== "") parts.push(trimmed(text, start));
      start = at + 1;
    }
    if (isEnd) return parts;
  }
  return undefined;
}

function trimmed(text: string, start: number): Span {
  return { start: start + (text.length - text.trimStart().length), text: text.trim() };
}

/** The one literal text that a piece of code is. */
export function literalIn(text: string): string | undefined {
  const [, , single] = /^(["'`])([^"'`\\\n]*)\1$/.exec(text.trim()) ?? [];
  return single === undefined || /\$\{/.test(single) ? undefined : single;
}

/** The place of an offset. */
export function placeAt(code: string, offset: number): Place {
  const before = code.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
