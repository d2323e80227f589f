// What the log is made of: entries for the agent, wrapped to 100 columns. Pure.
import { quote } from "../quote";
import type { Problem } from "./types";

/** A plain line. */
export interface TextEntry {
  readonly kind: "text";
  readonly text: string;
}

/** One entry: a plain line, an issue that the agent also shows in the run's summary, or the bounds of a collapsed group. */
export type LogEntry =
  | TextEntry
  | { readonly kind: "issue"; readonly domain: string; readonly problem: Problem }
  | { readonly kind: "group"; readonly title: string }
  | { readonly kind: "endgroup" };

/** Widest line. */
export const COLUMNS = 100;

/** Patterns, hosts and domains that are listed before "and N more". */
const LISTED = 6;

/** A plain line. */
export function text(line: string): TextEntry {
  return { kind: "text", text: line };
}

/** The first few items, and how many more there are. */
export function list(items: readonly string[]): string {
  const rest = items.length - LISTED;
  return items.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A path of the repository: bare where that is plain. */
export function shownPath(path: string): string {
  return /^[\w./ -]+$/.test(path) ? path : quote(path);
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Wraps words behind a label; further lines are indented to the label's width. */
export function wrapped(label: string, words: string): readonly TextEntry[] {
  const width = COLUMNS - label.length;
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(words, width)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  const indent = " ".repeat(label.length);
  return lines.map((content, index) => text((index === 0 ? label : indent) + content));
}

// A record to publish is copied from here, so it stays in one piece, like a number with its unit; what is longer than
// a line cannot.
function wordsOf(text: string, width: number): readonly string[] {
  return text.split(/(?<!v=STSv1;(?= id=)) (?!s\b)/).flatMap((word) => piecesOf(word, width));
}

function piecesOf(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  return Array.from(word.matchAll(new RegExp(`.{1,${width}}`, "gsu")), ([piece]) => piece);
}
