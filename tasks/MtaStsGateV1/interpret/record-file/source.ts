// The text of a committed file without what is clearly a comment. Nothing moves: what is left out becomes blanks.
import type { Span } from "./record-text";

/** How a file writes comments, strings and structure; `text` is whatever is none of the others. */
export type Syntax = "zone" | "hcl" | "json" | "bicep" | "javascript" | "yaml" | "text";

interface Marks {
  readonly quotes: string;
  /** Start of a comment that ends with the line. */
  readonly line: RegExp;
  /** Comments with an end of their own. */
  readonly block?: readonly [start: string, end: string];
}

const SLASHES = { line: /\/\//y, block: ["/*", "*/"] } as const;

const MARKS: { readonly [S in Syntax]: Marks } = {
  zone: { quotes: '"', line: /;(?<!\\;)/y },
  hcl: { quotes: '"', line: /#|\/\//y, block: ["/*", "*/"] },
  json: { quotes: '"', ...SLASHES },
  bicep: { quotes: "'", ...SLASHES },
  javascript: { quotes: "\"'`", ...SLASHES },
  yaml: { quotes: "\"'", line: /#(?<=(?:^|\s)#)/my },
  text: {
    quotes: "\"'",
    line: /#(?<=(?:^|[\s;])#)|(?:\/\/|;)(?<=^[ \t]*(?:\/\/|;))/my,
    block: ["<#", "#>"],
  },
};

const BY_EXTENSION: { readonly [extension: string]: Syntax } = {
  zone: "zone",
  db: "zone",
  tf: "hcl",
  tfvars: "hcl",
  hcl: "hcl",
  json: "json",
  jsonc: "json",
  bicep: "bicep",
  bicepparam: "bicep",
  js: "javascript",
  cjs: "javascript",
  mjs: "javascript",
  ts: "javascript",
  yaml: "yaml",
  yml: "yaml",
};

/** Which syntax a file has, by its name or else by its looks. */
export function syntaxOf(path: string, text: string): Syntax {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const known = BY_EXTENSION[name.slice(name.lastIndexOf(".") + 1)];
  if (known !== undefined) return known;
  const isZone = /^\$(?:ORIGIN|TTL)[ \t]|[ \t]IN[ \t]+TXT[ \t]/im.test(text);
  return isZone || name.startsWith("db.") ? "zone" : "text";
}

/** A file's text with blanks in place of comments, and once more with blanks in place of strings as well. */
export interface Source {
  readonly code: string;
  readonly bare: string;
}

/** Leaves out the comments of a text, then its strings. */
export function sourceOf(text: string, syntax: Syntax): Source {
  const marks = MARKS[syntax];
  const comments: Span[] = [];
  const strings: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const comment = commentEnd(text, start, marks);
    const end = comment ?? stringEnd(text, start, marks);
    if (end !== undefined) (comment === undefined ? strings : comments).push({ start, end });
    start = end ?? start + 1;
  }
  const code = blanked(text, comments);
  return { code, bare: blanked(code, strings) };
}

function blanked(text: string, spans: readonly Span[]): string {
  let at = 0;
  const pieces = spans.flatMap(({ start, end }) => {
    const kept = text.slice(at, start);
    at = end;
    return [kept, text.slice(start, end).replace(/[^\r\n]/g, " ")];
  });
  return [...pieces, text.slice(at)].join("");
}

function commentEnd(text: string, at: number, { line, block }: Marks): number | undefined {
  if (block !== undefined && text.startsWith(block[0], at)) {
    const end = text.indexOf(block[1], at + block[0].length);
    return end < 0 ? text.length : end + block[1].length;
  }
  line.lastIndex = at;
  return line.test(text) ? lineEnd(text, at) : undefined;
}

// Strings that go on in the next line count as none: a lone apostrophe in prose must not swallow the file.
function stringEnd(text: string, at: number, { quotes }: Marks): number | undefined {
  const quote = text.charAt(at);
  if (!quotes.includes(quote) || text[at - 1] === "\\") return undefined;
  for (let next = at + 1; next < text.length && !/[\r\n]/.test(text.charAt(next)); next += 1) {
    if (text[next] === "\\" && quote !== "'") next += 1;
    else if (text[next] === quote) return next + 1;
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const rest = /\r\n|\r|\n/g;
  rest.lastIndex = at;
  return rest.exec(text)?.index ?? text.length;
}
