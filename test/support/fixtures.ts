// Fixtures are folders: test/fixtures/<check id>/<bad-…|good-…>/ with the octets of a policy (mta-sts.txt), what
// differs from the healthy domain (case.json), and the log lines that must come out (expected.txt).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import { problemLines } from "../../tasks/MtaStsGateV1/report/log";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { HEALTHY_POLICY, healthyEvidence, healthyOptions, lintEvidence } from "./healthy";

export const FIXTURES = join(__dirname, "..", "fixtures");

/** case.json: without it the fixture is a policy text in stage lint. */
interface Case {
  readonly stage: Stage;
  readonly options?: Partial<Options>;
  /** JSON merge patch (RFC 7396) over the healthy evidence. */
  readonly evidence?: object;
  /** Body that the policy host serves; without it the committed one. */
  readonly served?: string;
}

export interface Fixture {
  readonly check: string;
  readonly name: string;
  readonly folder: string;
}

/** All fixtures, sorted. */
export function allFixtures(): readonly Fixture[] {
  return readdirSync(FIXTURES)
    .sort()
    .flatMap((check) =>
      readdirSync(join(FIXTURES, check))
        .sort()
        .map((name) => ({ check, name, folder: join(FIXTURES, check, name) })),
    );
}

/** Judges a fixture. */
export function reportOf({ folder }: Fixture): DomainReport {
  const policyPath = join(folder, "mta-sts.txt");
  const policy = existsSync(policyPath) ? readFileSync(policyPath) : Buffer.from(HEALTHY_POLICY);
  const casePath = join(folder, "case.json");
  if (!existsSync(casePath)) {
    return concludeDomain(lintEvidence(policy), healthyOptions("lint"), knowledge).report;
  }
  const {
    stage,
    options,
    evidence = {},
    served,
  }: Case = JSON.parse(readFileSync(casePath, "utf8"));
  const healthy = healthyEvidence(policy, served ?? policy);
  const patched = mergePatch(healthy, evidence) as Evidence;
  return concludeDomain(patched, healthyOptions(stage, options), knowledge).report;
}

/** The lines that expected.txt holds: every problem of the fixture, so that a check that says too much is seen. */
export function linesOf(report: DomainReport): string {
  return report.problems.map((problem) => `${problemLines(problem).join("\n")}\n`).join("\n");
}

/** RFC 7396: null removes, objects merge, everything else replaces. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const base: { [key: string]: unknown } =
    typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete base[key];
    else base[key] = mergePatch(base[key], value);
  }
  return base;
}
