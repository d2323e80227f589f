// Which parts of a file belong together: brackets, lines that go on, paragraphs, and in YAML what is indented further.
import type { Span } from "./record-text";
import type { Syntax } from "./source";

const OPENERS: { readonly [closer: string]: string } = { ")": "(", "]": "[", "}": "{" };

/** The regions of a file. Of any two one lies inside the other, or they have nothing in common. */
export interface Regions {
  /** The smallest region that holds an index and at least one of the given ones, which are in ascending order. */
  readonly around: (at: number, others: readonly number[]) => Span;
}

/**
 * Finds the regions of a text.
 * @param bare the text with blanks in place of comments and strings
 */
export function regionsOf(bare: string, syntax: Syntax): Regions {
  const brackets = bracketsOf(bare);
  const lines = linesOf(bare);
  const whole = continued(lines, brackets, bare);
  const rest = [
    ...lines.map((line, i) => whole[i] ?? line),
    ...paragraphsOf(lines, bare),
    ...(syntax === "yaml" ? indentedOf(lines, bare) : []),
  ].filter((span) => !crosses(span, brackets));
  const pairs = [...brackets.pairs].map(([start, end]) => ({ start, end: end + 1 }));
  const tree = nested([{ start: 0, end: bare.length }, ...pairs, ...rest]);
  const starts = tree.map(({ start }) => start);
  return {
    around: (at, others) => {
      const first = firstFrom(starts, at + 1) - 1;
      /* c8 ignore next -- the index is one of the tree */
      for (let i = first; i > 0; i = tree[i]?.parent ?? 0) {
        const region = tree[i];
        if (region !== undefined && region.end > at && holdsAny(region, others)) return region;
      }
      /* c8 ignore next -- the whole text is the root of the tree */
      return tree[0] ?? { start: 0, end: bare.length };
    },
  };
}

/** Position in ascending numbers of the first that is not below a limit; their number where all are. */
function firstFrom(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    /* c8 ignore next -- the middle lies between first and last */
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function holdsAny({ start, end }: Span, sorted: readonly number[]): boolean {
  return (sorted[firstFrom(sorted, start)] ?? end) < end;
}

interface Brackets {
  /** Index of each opening bracket that is closed, to its closing one. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Indices of the brackets of both kinds, ascending. */
  readonly places: readonly number[];
  /** Before each place, and behind the last: index of the innermost bracket that is open, -1 for none. */
  readonly around: readonly number[];
}

function bracketsOf(bare: string): Brackets {
  const pairs = new Map<number, number>();
  const open: { readonly character: string; readonly at: number }[] = [];
  // How many of each kind are open: without it every lost closing bracket would look through all that are.
  const counts = new Map<string, number>();
  const count = (character: string, by: number) =>
    counts.set(character, (counts.get(character) ?? 0) + by);
  for (const { 0: character, index: at } of bare.matchAll(/[()[\]{}]/g)) {
    const opener = OPENERS[character];
    if (opener === undefined) {
      open.push({ character, at });
      count(character, 1);
      continue;
    }
    if ((counts.get(opener) ?? 0) === 0) continue;
    const closed = open.splice(open.findLastIndex((bracket) => bracket.character === opener));
    for (const bracket of closed) count(bracket.character, -1);
    const [opened] = closed;
    /* c8 ignore next -- one is open, so one was found */
    if (opened !== undefined) pairs.set(opened.at, at);
  }
  const places = [...pairs].flat().sort((a, b) => a - b);
  return { pairs, places, around: aroundOf(places, pairs) };
}

function aroundOf(places: readonly number[], pairs: Brackets["pairs"]): readonly number[] {
  const open: number[] = [];
  const around = [-1];
  for (const at of places) {
    if (pairs.has(at)) open.push(at);
    else open.pop();
    around.push(open.at(-1) ?? -1);
  }
  return around;
}

function linesOf(bare: string): readonly Span[] {
  return [...bare.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => ({
    start: index,
    end: index + line.length,
  }));
}

/** Each line with those that its open brackets and its continuation marks add; a mark behind the last line adds none. */
function continued(
  lines: readonly Span[],
  { pairs }: Brackets,
  bare: string,
): readonly (Span | undefined)[] {
  const ends = lines.map(({ end }) => end);
  // From the last line up, so that a line which goes on ends where the line that it reaches ends.
  const spans: (Span | undefined)[] = [];
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] as Span;
    let last = i;
    for (let at = line.start; at < line.end; at += 1) {
      const closed = pairs.get(at);
      if (closed !== undefined) last = Math.max(last, firstFrom(ends, closed + 1));
    }
    if (last === i && /[\\`^]$/.test(bare.slice(line.end - 1, line.end))) last += 1;
    const end = last === i ? line.end : spans[last]?.end;
    spans[i] = end === undefined ? undefined : { start: line.start, end };
  }
  return spans;
}

function paragraphsOf(lines: readonly Span[], bare: string): readonly Span[] {
  const written = lines.filter(({ start, end }) => bare.slice(start, end).trim() !== "");
  const found: Span[] = [];
  for (const line of written) {
    const before = found.at(-1);
    const breaks = before === undefined ? 2 : lineBreaks(bare.slice(before.end, line.start));
    if (before !== undefined && breaks < 2) found[found.length - 1] = { ...before, end: line.end };
    else found.push(line);
  }
  return found;
}

function lineBreaks(text: string): number {
  /* c8 ignore next -- two paragraphs have a line break between them */
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function indentedOf(lines: readonly Span[], bare: string): readonly Span[] {
  const found: Span[] = [];
  const open: { readonly start: number; readonly depth: number }[] = [];
  let end = 0;
  const close = (depth: number) => {
    /* c8 ignore next -- there is one, or the loop had ended */
    while ((open.at(-1)?.depth ?? -1) >= depth) found.push({ start: open.pop()?.start ?? 0, end });
  };
  for (const { start, end: lineEnd } of lines) {
    const text = bare.slice(start, lineEnd);
    if (text.trim() === "") continue;
    // A list may stand as far left as the key that it belongs to.
    const depth = text.search(/\S/) + (/^\s*-(?:\s|$)/.test(text) ? 0.5 : 0);
    close(depth);
    open.push({ start, depth });
    end = lineEnd;
  }
  close(0);
  return found;
}

// A region that holds one bracket of a pair without the other would tear apart what belongs together. Pairs lie within
// each other, so it holds none such exactly where the same pair is open around its start and its end.
function crosses({ start, end }: Span, { places, around }: Brackets): boolean {
  return around[firstFrom(places, start)] !== around[firstFrom(places, end)];
}

interface Node extends Span {
  readonly parent: number;
}

/** Sorted so that each region follows its parent; what is neither inside nor outside of another is left out. */
function nested(spans: readonly Span[]): readonly Node[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const tree: Node[] = [];
  for (const span of sorted) {
    let parent = tree.length - 1;
    /* c8 ignore next -- the parent is one of the tree */
    while (parent > 0 && (tree[parent]?.end ?? 0) <= span.start) parent = tree[parent]?.parent ?? 0;
    /* c8 ignore next -- the parent is one of the tree */
    if (parent < 0 || span.end <= (tree[parent]?.end ?? 0)) tree.push({ ...span, parent });
  }
  return tree;
}
