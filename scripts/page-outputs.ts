// Real output in pages that people write: each block between two markers is made anew by "npm run docs".
import { fenced } from "./markdown";

const OUTPUT = /(<!-- output: (.+?) -->\n)(?:```text\n[\s\S]*?```\n)?(<!-- end -->)/g;

/**
 * The page with today's text in each block of output.
 * @param textOf the output that a marker names; undefined for a name that it does not know
 * @throws Error where a marker names no output
 */
export function withOutputs(page: string, textOf: (name: string) => string | undefined): string {
  return page.replace(OUTPUT, (_all, before: string, name: string, after: string) => {
    const text = textOf(name);
    if (text === undefined) throw new Error(`no output is called "${name}"`);
    return `${before}${fenced(text)}\n${after}`;
  });
}
