// Policies that are made to cost much: how the time grows with their size.
import { table } from "../../scripts/markdown";
import { duration, target, times } from "../page";
import { type Cost, measureGrowth } from "../worst-case-growth";
import { MAX_GROWTH } from "../worst-cases";

/** Measures the part and returns its text. */
export async function worstCases(): Promise<string> {
  const cases = await measureGrowth();
  const cells = (cost: Cost) => [duration(cost.small), duration(cost.large), times(growthOf(cost))];
  const worst = (pick: "parser" | "checks") => Math.max(...cases.map((one) => growthOf(one[pick])));
  return [
    table(
      ["Of these", "Most growth", "Target"],
      [
        ["the parser", times(worst("parser")), target(worst("parser"), MAX_GROWTH, times)],
        [
          "all checks of `lint`",
          times(worst("checks")),
          target(worst("checks"), MAX_GROWTH, times),
        ],
      ],
    ),
    table(
      ["A policy of", "Parser, 1 KiB", "64 KiB", "Growth", "Checks, 1 KiB", "64 KiB", "Growth"],
      cases.map(({ name, parser, checks }) => [name, ...cells(parser), ...cells(checks)]),
    ),
  ].join("\n\n");
}

function growthOf({ small, large }: Cost): number {
  return large / small;
}
