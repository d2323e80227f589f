// One problem in the summary: what was seen, where, what it means for mail, and the fix. Pure.
import type { Conclusion } from "../conclude";
import { visible } from "../quote";
import { toldOf } from "../verdict";
import { sourceOf } from "./citation";
import { block, code, prose } from "./markdown-text";
import type { Problem } from "./types";

/** The section of a problem. */
export function problemSection(problem: Problem, { verdicts }: Conclusion): string {
  const { severity, check, message, why, fix } = problem;
  const sources = toldOf(verdicts)
    .filter((told) => told.check.id === check)
    .map((told) => `- Source: ${linked(sourceOf(told.check.citation))}`);
  const details = [`- Mail: ${prose(why)}`, `- Fix: ${prose(fix)}`, ...sources];
  return [
    `**${severity}** ${code(check)}${placeOf(problem)}: ${prose(message)}`,
    ...excerptOf(problem),
    details.join("\n"),
  ].join("\n\n");
}

function linked({ words, url }: { readonly words: string; readonly url?: string }): string {
  return url === undefined ? prose(words) : `[${prose(words)}](${url})`;
}

function placeOf({ file, line, column }: Problem): string {
  if (file === undefined) return "";
  const position = [line, column].filter((part) => part !== undefined).map((part) => `:${part}`);
  return ` at ${code(`${file}${position.join("")}`)}`;
}

// The caret stands under the character; what cannot be shown as itself would shift it, so such lines go without.
function excerptOf({ excerpt, column }: Problem): readonly string[] {
  if (excerpt === undefined) return [];
  const isAligned = column !== undefined && visible(excerpt) === excerpt;
  return [block(isAligned ? [excerpt, `${" ".repeat(column - 1)}^`] : [excerpt])];
}
