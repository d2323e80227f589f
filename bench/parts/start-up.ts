// What the start of the task costs: lint, which looks at nothing but files, against the least task.
import { join, resolve } from "node:path";
import { writeAlone } from "../../scripts/bundles";
import { table } from "../../scripts/markdown";
import { policyAlone, policyInSample } from "../healthy-domains";
import { makeJob } from "../job";
import { duration, target, times } from "../page";
import { ratioOf } from "../ratios";
import { timeInTurns } from "../run-program";
import { sampleFiles } from "../sample-files";
import type { Setting } from "../setting";

const PAIRS = 25;
const MOST = 1.25;

const ROOT = resolve(__dirname, "../..");
const LEAST = { file: "least-task.js", entry: "least-task", packages: [] };

/** Measures the part and returns its text. */
export async function startUp({ folder, task }: Setting): Promise<string> {
  const least = join(folder, "least");
  await writeAlone(LEAST, ROOT, join(ROOT, "bench"), least);
  const inputs = { stage: "lint", domain: "contoso.com" };
  const alone = makeJob(join(folder, "alone"), task, policyAlone(1));
  const sample = makeJob(join(folder, "sample"), task, policyInSample(1, sampleFiles()));
  const leastTask = alone.script(inputs, join(least, LEAST.file));
  const lint = ratioOf(timeInTurns(alone.task(inputs), leastTask, PAIRS));
  const whole = ratioOf(timeInTurns(sample.task(inputs), leastTask, PAIRS));
  const node = ratioOf(timeInTurns(alone.script(inputs, "-e", "0"), leastTask, PAIRS));
  const row = (what: string, { first, second, ratio, least: low, most }: typeof lint) => [
    what,
    duration(first),
    duration(second),
    times(ratio),
    `${times(low)} to ${times(most)}`,
  ];
  return table(
    ["Whole process", "Time", "Least task", "Ratio", "Least and most", "Target"],
    [
      [...row("`lint`, one policy", lint), target(lint.ratio, MOST, times)],
      [...row("`lint`, policy, site and pipeline of the sample", whole), ""],
      [...row("`node -e 0`", node), ""],
    ],
  );
}
