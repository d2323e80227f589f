// docs/performance.md: what was measured stands between markers, everything else is written by hand. Pure.

/** A part of the bench, as the page marks it. */
export type PartName = (typeof PART_NAMES)[number];
/** All parts, in the order of the page. */
export const PART_NAMES = [
  "start-up",
  "profile",
  "pre-deploy",
  "many-domains",
  "worst-cases",
  "package",
] as const;

/** The page with the text of a part in place of what stood between its markers. */
export function withPart(page: string, part: PartName, text: string): string {
  const [begin, end] = [`<!-- bench: ${part} -->`, `<!-- /bench: ${part} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place for the part ${part}`);
  return `${page.slice(0, from)}${begin}\n\n${text.trim()}\n\n${page.slice(to)}`;
}

/** Milliseconds as people read them: `41 ms`, `1.2 s`. */
export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1.23 x`. */
export function times(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)} x`;
}

/** A target beside what was measured, and whether it is reached. */
export function target(measured: number, most: number, unit: (value: number) => string): string {
  return `at most ${unit(most)}: ${measured <= most ? "reached" : "**missed**"}`;
}
