// Fixtures are folders: test/fixtures/<check id>/<bad-…|good-…>/ with the octets of a policy (mta-sts.txt), what
// differs from the healthy domain (case.json), and the log lines that must come out (expected.txt).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { problemLines } from "../../tasks/MtaStsGateV1/report/log";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf, optionsOf } from "./case";
import { HEALTHY_POLICY, healthyOptions, lintEvidence } from "./healthy";

export const FIXTURES = join(__dirname, "..", "fixtures");

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
  const fixture: Case = JSON.parse(readFileSync(casePath, "utf8"));
  const options = healthyOptions(fixture.stage, optionsOf(fixture));
  return concludeDomain(evidenceOf(policy, fixture), options, knowledge).report;
}

/** The lines that expected.txt holds: every problem of the fixture, so that a check that says too much is seen. */
export function linesOf(report: DomainReport): string {
  return report.problems.map((problem) => `${problemLines(problem).join("\n")}\n`).join("\n");
}
