// How much dearer 64 KiB are than 1 KiB, for the parser and for all checks of a lint run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type PerformanceEntry, PerformanceObserver, performance } from "node:perf_hooks";
import { checks } from "../tasks/MtaStsGateV1/checks";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { gather } from "../tasks/MtaStsGateV1/evidence/gather";
import type { Evidence } from "../tasks/MtaStsGateV1/evidence/types";
import { readInputs } from "../tasks/MtaStsGateV1/inputs";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { parsePolicy } from "../tasks/MtaStsGateV1/mta-sts/policy";
import { POLICY_NAME, WELL_KNOWN } from "../tasks/MtaStsGateV1/mta-sts/policy-path";
import type { Options } from "../tasks/MtaStsGateV1/options";
import { LARGE, MAX_GROWTH, SMALL, WORST_CASES, type WorstCase } from "./worst-cases";

/** Milliseconds of one call. */
export interface Call {
  readonly ms: number;
  /** Without the pauses of the garbage collector: what is kept of a large text outlives its first rounds, and is copied. */
  readonly work: number;
}

/** One call with the small and with the large text. */
export interface Cost {
  readonly small: Call;
  readonly large: Call;
}

/** What a case costs. */
export interface CaseGrowth {
  readonly name: string;
  readonly parser: Cost;
  readonly checks: Cost;
}

/** Milliseconds of one batch of calls: long enough for the clock, short enough to fall between two disturbances. */
const BATCH_MS = 3;
const BATCHES = 7;

const TRIES = 3;

/** Measures every case in this process. */
export async function measureGrowth(): Promise<readonly CaseGrowth[]> {
  const results: CaseGrowth[] = [];
  for (const one of WORST_CASES) {
    const [small, large] = [await prepared(one, SMALL), await prepared(one, LARGE)];
    results.push({
      name: one.name,
      parser: await costOf(small.parse, large.parse),
      checks: await costOf(small.judge, large.judge),
    });
  }
  return results;
}

async function prepared({ make }: WorstCase, octets: number) {
  const text = make(octets);
  const { evidence, options } = await lintEvidence(text);
  return {
    parse: () => parsePolicy(text),
    judge: () => concludeDomain(evidence, options, knowledge),
  };
}

/** What a lint run sees of a repository with this policy and nothing else. */
async function lintEvidence(
  text: Buffer,
): Promise<{ readonly evidence: Evidence; readonly options: Options }> {
  const root = mkdtempSync(join(tmpdir(), "mta-sts-gate-bench-"));
  try {
    const path = join(root, WELL_KNOWN, POLICY_NAME);
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    const reading = readInputs({
      input: (name) => (name === "stage" ? "lint" : ""),
      variable: (name) => (name === "Build.SourcesDirectory" ? root : ""),
      knownChecks: checks.map(({ id }) => id),
    });
    if (!reading.ok) throw new Error(reading.message);
    const [evidence] = await gather(reading.options);
    if (evidence?.policyFile.status !== "found") throw new Error("lint did not find the policy");
    return { evidence, options: reading.options };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The best of several tries on either side: more are made only where growth seems to be too much. */
async function costOf(small: () => unknown, large: () => unknown): Promise<Cost> {
  let best: Cost = { small: await bestOf(small), large: await bestOf(large) };
  for (let n = 1; n < TRIES && best.large.ms > MAX_GROWTH * best.small.ms; n++) {
    best = {
      small: least([best.small, await bestOf(small)]),
      large: least([best.large, await bestOf(large)]),
    };
  }
  return best;
}

/** The best of several batches, after the code is warm. */
async function bestOf(call: () => unknown): Promise<Call> {
  const one = await timeOf(call, 1);
  const calls = Math.max(1, Math.ceil(BATCH_MS / Math.max(one.ms, 0.001)));
  const batches: Call[] = [];
  for (let n = 0; n < BATCHES; n++) batches.push(await timeOf(call, calls));
  return least([one, ...batches]);
}

function least(calls: readonly Call[]): Call {
  return {
    ms: Math.min(...calls.map(({ ms }) => ms)),
    work: Math.min(...calls.map(({ work }) => work)),
  };
}

async function timeOf(call: () => unknown, calls: number): Promise<Call> {
  const pauses: PerformanceEntry[] = [];
  const collector = new PerformanceObserver((list) => {
    pauses.push(...list.getEntries());
  });
  collector.observe({ entryTypes: ["gc"] });
  const start = performance.now();
  for (let n = 0; n < calls; n++) call();
  const end = performance.now();
  // Pauses are told of when the event loop turns.
  await new Promise(setImmediate);
  pauses.push(...collector.takeRecords());
  collector.disconnect();
  const paused = pauses
    .filter(({ startTime }) => startTime >= start && startTime < end)
    .reduce((sum, { duration }) => sum + duration, 0);
  return { ms: (end - start) / calls, work: (end - start - paused) / calls };
}
