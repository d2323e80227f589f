// Numbers from measurements. Pure.

/** Measurements of two things that took turns: a pair was measured one right after the other. */
export type Pair = readonly [first: number, second: number];

/** What pairs say: the middle of each side, and of the ratio pair by pair, with its extremes. */
export interface Ratio {
  readonly first: number;
  readonly second: number;
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("nothing was measured");
  return (low + high) / 2;
}

/** The first by the second. A disturbance that hits one pair moves one ratio, not the middle of all. */
export function ratioOf(pairs: readonly Pair[]): Ratio {
  const ratios = pairs.map(([first, second]) => first / second);
  return {
    first: median(pairs.map(([first]) => first)),
    second: median(pairs.map(([, second]) => second)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

/** From when an answer was waited for until it was sent, in milliseconds of one clock. */
export interface Wait {
  readonly from: number;
  readonly to: number;
}

/** How many of these waits followed one another: the longest chain in which each begins after the one before ended. */
export function longestChain(waits: readonly Wait[]): number {
  let length = 0;
  let end = Number.NEGATIVE_INFINITY;
  // Whoever ends first leaves most room for those after it.
  for (const { from, to } of [...waits].sort((a, b) => a.to - b.to)) {
    if (from < end) continue;
    length++;
    end = to;
  }
  return length;
}
