// How a message names lines: one problem for many lines of one kind, never thousands of problems.

interface Numbered {
  readonly number: number;
}

/** Lines of one kind that are told as one problem. */
export interface LineGroup<L extends Numbered> {
  readonly first: L;
  /** "line 5", "lines 5 to 9", "lines 5, 7 and 12 more". */
  readonly place: string;
  readonly isOne: boolean;
  /** "; likewise in lines 6 to 9" for the lines behind the first, "" where there are none. */
  readonly likewise: string;
}

const MAX_RUNS_NAMED = 3;
const MAX_GROUPS = 5;

/** All the lines as one group; undefined where there is none. */
export function asOneGroup<L extends Numbered>(lines: readonly L[]): LineGroup<L> | undefined {
  const [first, ...others] = lines;
  if (first === undefined) return undefined;
  const likewise = others.length === 0 ? "" : `; likewise in ${placeOf(others)}`;
  return { first, place: placeOf(lines), isOne: others.length === 0, likewise };
}

/** A group for each run of neighbouring lines; from the fifth run on the rest is one group. */
export function byRun<L extends Numbered>(lines: readonly L[]): readonly LineGroup<L>[] {
  const runs = runsOf(lines);
  const shown = runs.length > MAX_GROUPS ? runs.slice(0, MAX_GROUPS - 1) : runs;
  const rest = runs.slice(shown.length).flat();
  return [...shown, rest].flatMap((run) => asOneGroup(run) ?? []);
}

function placeOf(lines: readonly Numbered[]): string {
  const runs = runsOf(lines);
  const named = runs.slice(0, MAX_RUNS_NAMED).map(nameOf);
  const more = runs.slice(MAX_RUNS_NAMED).flat().length;
  const parts = more > 0 ? [...named, `${more} more`] : named;
  /* c8 ignore next -- splitting gives one part at least */
  const last = parts.at(-1) ?? "";
  const word = lines.length === 1 ? "line" : "lines";
  return parts.length === 1
    ? `${word} ${last}`
    : `${word} ${parts.slice(0, -1).join(", ")} and ${last}`;
}

function nameOf(run: readonly Numbered[]): string {
  const [first, last] = [run[0]?.number, run.at(-1)?.number];
  return first === last ? `${first}` : `${first} to ${last}`;
}

function runsOf<L extends Numbered>(lines: readonly L[]): readonly (readonly L[])[] {
  const runs: L[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.number === line.number - 1) run.push(line);
    else runs.push([line]);
  }
  return runs;
}
