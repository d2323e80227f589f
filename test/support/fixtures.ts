// Fixtures are folders: test/fixtures/<check id>/<bad-…|good-…>/ with the octets of a policy (mta-sts.txt), what
// differs from the healthy domain (case.json, and files of the repository in the folder `repository`), and the log lines
// that must come out (expected.txt).
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { Evidence, EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { problemLines } from "../../tasks/MtaStsGateV1/report/log";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf, optionsOf } from "./case";
import { HEALTHY_POLICY, healthyOptions } from "./healthy";
import { hasRepository, lookAtSite, makeSite } from "./site-fixture";

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

/** The policy and the case of a fixture. */
export function contentOf({ folder }: Fixture): {
  readonly policy: Uint8Array;
  readonly fixture: Case;
} {
  const policyPath = join(folder, "mta-sts.txt");
  const policy = existsSync(policyPath) ? readFileSync(policyPath) : Buffer.from(HEALTHY_POLICY);
  const casePath = join(folder, "case.json");
  const fixture: Case = existsSync(casePath)
    ? JSON.parse(readFileSync(casePath, "utf8"))
    : { stage: "lint" };
  return { policy, fixture };
}

const runs = new Map<string, EvidenceFile>();

/** The fixture as the evidence of a run, looked at once in a process: its repository is made on disk for that. */
export function runOf(one: Fixture): EvidenceFile {
  const run = runs.get(one.folder) ?? newRunOf(one);
  runs.set(one.folder, run);
  return run;
}

function newRunOf(one: Fixture): EvidenceFile {
  const { policy, fixture } = contentOf(one);
  const options = healthyOptions(fixture.stage, optionsOf(fixture));
  const evidence = { ...evidenceOf(policy, fixture), ...siteSeen(one, options) };
  return {
    schema: 1,
    options,
    startedAt: evidence.gatheredAt,
    finishedAt: evidence.gatheredAt,
    domains: [{ ...evidence, policyDomain: options.domains[0] ?? "" }],
  };
}

function siteSeen(one: Fixture, options: Options): Partial<Evidence> {
  const { policy, fixture } = contentOf(one);
  if (!hasRepository(one.folder, fixture.without)) return {};
  const site = makeSite(one.folder, policy, fixture.without);
  try {
    return lookAtSite(site, options);
  } finally {
    site.remove();
  }
}

/** Judges a fixture; its run, where that is at hand already. */
export function reportOf(fixture: Fixture, run: EvidenceFile = runOf(fixture)): DomainReport {
  const [report] = conclude(run, knowledge).report.domains;
  assert.ok(report);
  return report;
}

/** The lines that expected.txt holds: every problem of the fixture, so that a check that says too much is seen. */
export function linesOf(report: DomainReport): string {
  return report.problems.map((problem) => `${problemLines(problem).join("\n")}\n`).join("\n");
}
