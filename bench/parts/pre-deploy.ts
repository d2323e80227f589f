// What a developer waits for in preDeploy: against what the network alone must take, and against a script by hand.
import { join } from "node:path";
import { table } from "../../scripts/markdown";
import { byHand } from "../by-hand";
import { DELAY_MS, domainNames, policyInSample } from "../healthy-domains";
import { makeJob } from "../job";
import { duration, target, times } from "../page";
import { longestChain, type Pair, type Ratio, ratioOf } from "../ratios";
import { type Program, timeInTurns, timeProgram } from "../run-program";
import { sampleFiles } from "../sample-files";
import type { Setting } from "../setting";
import { startWorldProcess, type WorldProcess } from "../world-process";

const PAIRS = 15;
const MOST_OF_CHAIN = 1.5;
const MOST_OF_SCRIPT = 0.6;

/** Answers that no look-up can do without, one after the other: TXT, SOA, NS, then TXT from a name server. */
const NEEDED_ROUNDS = 4;

/** Runs whose chain of answers is counted. */
const COUNTED_RUNS = 5;

/** Measures the part and returns its text. */
export async function preDeploy({ folder, task }: Setting): Promise<string> {
  const [domain = ""] = domainNames(1);
  const world = await startWorldProcess(folder, [domain], 1);
  try {
    const job = makeJob(join(folder, "pre-deploy"), task, policyInSample(1, sampleFiles()));
    const inputs = { stage: "preDeploy", domain, ...world.inputs };
    const quiet = { ...inputs, checkSmtp: "never" };
    const seen = await roundsSeen(world, job.task(quiet));
    // A chain that the task found a shorter way for was not needed.
    const chainMs = Math.min(NEEDED_ROUNDS, seen) * DELAY_MS;
    const node = job.script(inputs, "-e", "0");
    const script = byHand(join(job.sources, "home/.well-known/mta-sts.txt"), world.inputs, [
      domain,
    ]);
    const withChain = ([gate, start]: Pair): Pair => [gate, start + chainMs];
    const whole = ratioOf(timeInTurns(job.task(inputs), node, PAIRS).map(withChain));
    const withoutSmtp = ratioOf(timeInTurns(job.task(quiet), node, PAIRS).map(withChain));
    const manual = ratioOf(timeInTurns(job.task(inputs), script, PAIRS));
    return [
      table(
        ["Whole process", "Time", "Against", "Its time", "Ratio", "Least and most", "Target"],
        [
          row("`preDeploy`", CHAIN, whole, MOST_OF_CHAIN),
          row("`preDeploy`, `checkSmtp: never`", CHAIN, withoutSmtp, MOST_OF_CHAIN),
          row("`preDeploy`", "the script by hand", manual, MOST_OF_SCRIPT),
        ],
      ),
      `The longest chain: ${NEEDED_ROUNDS} answers are needed one after the other, ${seen} were seen; ${duration(chainMs)}.`,
    ].join("\n\n");
  } finally {
    await world.end();
  }
}

const CHAIN = "`node -e 0` and the longest chain";

function row(what: string, against: string, numbers: Ratio, most: number): readonly string[] {
  const { first, second, ratio, least, most: highest } = numbers;
  return [
    what,
    duration(first),
    against,
    duration(second),
    times(ratio),
    `${times(least)} to ${times(highest)}`,
    target(ratio, most, times),
  ];
}

/** The shortest of several runs: a machine that is busy makes answers follow each other that need not. */
async function roundsSeen(world: WorldProcess, program: Program): Promise<number> {
  const chains: number[] = [];
  for (let n = 0; n < COUNTED_RUNS; n++) {
    await world.mark();
    timeProgram(program);
    chains.push(longestChain((await world.log()).waits));
  }
  return Math.min(...chains);
}
