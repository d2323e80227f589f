// Policies that are made to cost much: how the time grows with their size.
import { table } from "../../scripts/markdown";
import { duration, target, times } from "../page";
import { type Call, type Cost, measureGrowth } from "../worst-case-growth";
import { MAX_GROWTH } from "../worst-cases";

/** Measures the part and returns its text. */
export async function worstCases(): Promise<string> {
  const cases = await measureGrowth();
  const worst = (pick: "parser" | "checks") => {
    const growth = Math.max(...cases.map((one) => growthOf(one[pick], "ms")));
    const work = Math.max(...cases.map((one) => growthOf(one[pick], "work")));
    return [times(growth), target(growth, MAX_GROWTH, times), times(work)];
  };
  const cells = (cost: Cost) => [
    duration(cost.small.ms),
    duration(cost.large.ms),
    times(growthOf(cost, "ms")),
    times(growthOf(cost, "work")),
  ];
  return [
    table(
      ["Of these", "Most growth", "Target", "Without the collector"],
      [
        ["the parser", ...worst("parser")],
        ["all checks of `lint`", ...worst("checks")],
      ],
    ),
    table(
      ["A policy of", ...columns("Parser"), ...columns("Checks")],
      cases.map(({ name, parser, checks }) => [name, ...cells(parser), ...cells(checks)]),
    ),
  ].join("\n\n");
}

function columns(of: string): readonly string[] {
  return [`${of}, 1 KiB`, "64 KiB", "Growth", "Without the collector"];
}

function growthOf({ small, large }: Cost, what: keyof Call): number {
  return large[what] / small[what];
}
