// How much dearer 64 KiB are than 1 KiB, for the parser and for all checks of a lint run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

/** Milliseconds of one call with the small and with the large text. */
export interface Cost {
  readonly small: number;
  readonly large: number;
}

/** What a case costs. */
export interface CaseGrowth {
  readonly name: string;
  readonly parser: Cost;
  readonly checks: Cost;
}

/** Milliseconds of one batch of calls: long enough for the clock, short enough to fall between two disturbances. */
const BATCH_MS = 3;
const BATCHES = 9;

const TRIES = 4;

/** Measures every case in this process. */
export async function measureGrowth(): Promise<readonly CaseGrowth[]> {
  const results: CaseGrowth[] = [];
  for (const one of WORST_CASES) {
    const [small, large] = [await prepared(one, SMALL), await prepared(one, LARGE)];
    results.push({
      name: one.name,
      parser: costOf(small.parse, large.parse),
      checks: costOf(small.judge, large.judge),
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
function costOf(small: () => unknown, large: () => unknown): Cost {
  let best: Cost = { small: bestOf(small), large: bestOf(large) };
  for (let n = 1; n < TRIES && best.large > MAX_GROWTH * best.small; n++) {
    best = {
      small: Math.min(best.small, bestOf(small)),
      large: Math.min(best.large, bestOf(large)),
    };
  }
  return best;
}

/** Milliseconds of one call: the best of several batches, after the code is warm. */
function bestOf(call: () => unknown): number {
  const one = timeOf(call, 1);
  const calls = Math.max(1, Math.ceil(BATCH_MS / Math.max(one, 0.001)));
  const batches = Array.from({ length: BATCHES }, () => timeOf(call, calls) / calls);
  return Math.min(one, ...batches);
}

function timeOf(call: () => unknown, calls: number): number {
  const start = performance.now();
  for (let n = 0; n < calls; n++) call();
  return performance.now() - start;
}
