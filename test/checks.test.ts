// Every fixture folder is a test, and every check has an answer to evidence that could not be had. That each has a case
// that fails and a neighbor that passes is held by test/house.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS_OF, checks } from "../tasks/MtaStsGateV1/checks";
import type { Need } from "../tasks/MtaStsGateV1/checks/check";
import { FAMILIES, isMoot } from "../tasks/MtaStsGateV1/checks/families";
import type { Evidence, EvidenceFile } from "../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../tasks/MtaStsGateV1/interpret";
import { judge } from "../tasks/MtaStsGateV1/judge";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { STAGES, type Stage } from "../tasks/MtaStsGateV1/options";
import { idOf } from "../tasks/MtaStsGateV1/verdict";
import { allFixtures, linesOf, reportOf, runOf } from "./support/fixtures";
import { healthyEvidence, healthyOptions } from "./support/healthy";

describe("fixtures", () => {
  for (const fixture of allFixtures()) {
    it(`${fixture.check}/${fixture.name}`, () => {
      const run = runOf(fixture);
      const report = reportOf(fixture, run);
      const names = report.problems.map((problem) => problem.check);
      const isBad = fixture.name.startsWith("bad-");
      assert.equal(names.includes(fixture.check), isBad, `problems: ${names.join(", ")}`);
      const path = join(fixture.folder, "expected.txt");
      const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
      assert.equal(linesOf(report), expected);
      assert.deepEqual(missedIn(run, "lint"), []);
      assert.deepEqual(missedIn(run, run.options.stage), []);
    });
  }
});

describe("checks", () => {
  // Made anew for each check: what runs while a file is loaded counts for no test where mutants are tried.
  const healthy = () => interpret(healthyEvidence(), healthyOptions("preDeploy"));
  const failed = { status: "failed" as const, error: { code: "SERVFAIL", message: "no answer" } };
  for (const check of checks) {
    for (const need of new Set<Need>([...check.needs, ...(check.answered ?? [])])) {
      it(`${check.id} never passes where ${need} could not be had`, () => {
        for (const stage of STAGES) {
          const deployment = { ...healthy(), options: healthyOptions(stage), [need]: failed };
          const [verdict] = judge(deployment, [check], knowledge);
          assert.ok(verdict?.outcome === "unverified" || verdict?.outcome === "skipped");
        }
      });
    }
  }

  for (const stage of STAGES) {
    it(`find nothing wrong with the healthy domain in stage ${stage}`, () => {
      const deployment = interpret(healthyEvidence(), healthyOptions(stage));
      const problems = judge(deployment, checks, knowledge).flatMap((verdict) => verdict.problems);
      assert.deepEqual(problems, []);
    });
  }
});

/** Checks that are passed over with their family although they have something to say. */
function missedIn({ domains, options }: EvidenceFile, stage: Stage): readonly string[] {
  const deployment = interpret(domains[0] as Evidence, { ...options, stage });
  return FAMILIES.filter((family) => isMoot(family, deployment))
    .flatMap((family) => judge(deployment, CHECKS_OF[family], knowledge))
    .filter(({ outcome }) => outcome === "problems" || outcome === "unverified")
    .map(idOf);
}
