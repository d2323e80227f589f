// Pieces of Markdown in which foreign text stays text, whatever renders them: no markup, HTML, link, image, mention or
// emoji comes of it. Pure.
import { visible } from "../quote";

// Marks of CommonMark, tables, strikethrough, math, mentions (#1, @x), emoji (:x:) and what makes a bare address a link.
const MARKS = /[\\`*_{}[\]<>#|&~@!^$]|(?<=\w)\.(?=\w)|(?<=\/)\/|:(?=[/\w])/g;

/** Text of others or of ours as Markdown that shows it unchanged. */
export function prose(text: string): string {
  return visible(text).replace(MARKS, "\\$&");
}

/** Foreign text as code. A bar would end a cell of a table even there, so it is spelled out. */
export function code(text: string, max = 120): string {
  const shown = visible(text, max).replaceAll("|", "\\u{7c}");
  const fence = "`".repeat(longestRun(shown) + 1);
  const blank = /^`|`$|^ .* $|^$/.test(shown) ? " " : "";
  return `${fence}${blank}${shown}${blank}${fence}`;
}

/** Lines of foreign text as a block of code. */
export function block(lines: readonly string[]): string {
  const shown = lines.map((line) => visible(line));
  const fence = "`".repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [`${fence}text`, ...shown, fence].join("\n");
}

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
