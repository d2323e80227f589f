// The table of what blocks, held at every stage, in every mode and with every option that a cell names.
import assert from "node:assert/strict";
import type { Severity } from "../tasks/MtaStsGateV1/checks/check";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { MODES, type Mode } from "../tasks/MtaStsGateV1/mta-sts/policy";
import { type Options, STAGES, type Stage } from "../tasks/MtaStsGateV1/options";
import type { DomainReport, Result } from "../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf, optionsOf } from "./support/case";
import { HEALTHY_POLICY, healthyOptions } from "./support/healthy";
import { ABSENT, type Cell, ROWS, type Row, UNANSWERED, UNHEARD } from "./support/severity-table";

const HOST_ROWS = ROWS.filter((row) => row.check.startsWith("host-") && row.cells !== UNANSWERED);

const SERVED_ANYHOW = [
  "host-certificate-trust",
  "host-certificate-name",
  "host-certificate-weak",
  "host-media-type",
  "host-content-encoding",
];

type Choices = Pick<Options, "liveFaults" | "unverified" | "idUpdate">;

const DEFAULTS: Choices = { liveFaults: "fail", unverified: "fail", idUpdate: "manual" };

/** The defaults, and each option turned on its own: a cell that follows the wrong one is seen. */
const CHOICES: readonly Choices[] = [
  DEFAULTS,
  { ...DEFAULTS, liveFaults: "warn" },
  { ...DEFAULTS, unverified: "warn" },
  { ...DEFAULTS, idUpdate: "pipeline" },
];

function reportOf(
  row: Row,
  stage: Stage,
  mode: Mode,
  choices: Partial<Options>,
  patch: Omit<Case, "stage"> = {},
): DomainReport {
  const policy = HEALTHY_POLICY.replace("enforce", mode);
  const committed = row.committed?.(policy) ?? policy;
  const fixture = { stage, ...row.fixture(policy), ...patch };
  const options = healthyOptions(stage, { ...choices, ...optionsOf(fixture) });
  return concludeDomain(evidenceOf(committed, fixture), options, knowledge).report;
}

/** What the row's own problems weigh, each severity once. */
function weights(row: Row, report: DomainReport): readonly Severity[] {
  const own = report.problems.filter((problem) => problem.check === row.check);
  return [...new Set(own.map((problem) => problem.severity))];
}

function expected(row: Row, stage: Stage, mode: Mode, choices: Choices): readonly Severity[] {
  const cell = row.cells[STAGES.indexOf(stage)];
  if (cell === undefined || cell === "-") return [];
  const severity = resolved(cell, choices);
  if (row.isSoftened === undefined || mode === "enforce") return [severity];
  if (mode === "none") return ["note"];
  return [severity === "error" ? "warning" : severity];
}

function resolved(cell: Exclude<Cell, "-">, choices: Choices): Severity {
  if (cell === "liveFaults") return choices.liveFaults === "fail" ? "error" : "warning";
  if (cell === "unverified") return choices.unverified === "fail" ? "error" : "warning";
  if (cell === "idUpdate") return choices.idUpdate === "pipeline" ? "error" : "warning";
  return cell;
}

/** The result that these severities make. */
function resultOf(severities: readonly Severity[]): Result {
  if (severities.includes("error")) return "failed";
  return severities.includes("warning") ? "warnings" : "passed";
}

function holdCell(row: Row, stage: Stage, mode: Mode, choices: Choices): void {
  const report = reportOf(row, stage, mode, choices);
  const what = `${mode} ${JSON.stringify(choices)}`;
  assert.deepEqual(weights(row, report), expected(row, stage, mode, choices), what);
  assert.equal(report.result, resultOf(report.problems.map((problem) => problem.severity)), what);
  const others = report.problems.filter(
    ({ check, severity }) =>
      severity !== "note" && check !== row.check && !row.beside?.includes(check),
  );
  assert.deepEqual(others, [], what);
}

describe("severity", () => {
  for (const row of ROWS) {
    describe(row.problem, () => {
      for (const stage of STAGES) {
        it(`${stage}: ${row.cells[STAGES.indexOf(stage)]}`, () => {
          for (const mode of MODES) {
            for (const choices of mode === "enforce" ? CHOICES : [DEFAULTS]) {
              holdCell(row, stage, mode, choices);
            }
          }
        });
      }
    });
  }

  describe("of a domain that is not announced", () => {
    // Where a policy can be read, whatever else is wrong, the domain is announced.
    const unserved = HOST_ROWS.filter(({ check }) => !SERVED_ANYHOW.includes(check));
    for (const row of unserved) {
      it(`${row.problem} is a note until the first deployment is complete`, () => {
        const weigh = (stage: Stage) =>
          weights(row, reportOf(row, stage, "enforce", {}, { txt: [] }));
        // Nothing is deployed by a pull request: there the row counts as it stands.
        const proposed = expected(row, "pullRequest", "enforce", DEFAULTS);
        assert.deepEqual(STAGES.map(weigh), [[], proposed, ["note"], ["note"], ["error"]]);
      });

      it(`${row.problem} counts where the record may exist`, () => {
        const patch = row.fixture(HEALTHY_POLICY).evidence;
        const evidence = { ...patch, record: UNHEARD };
        const report = reportOf(row, "postDeploy", "enforce", {}, { evidence });
        assert.deepEqual(weights(row, report), ["error"]);
      });
    }
  });

  it("of a withdrawn policy whose file is gone too early is an error, whatever is known of the time", () => {
    const fixture: Omit<Case, "stage"> = { evidence: { policyFile: ABSENT } };
    for (const stage of ["pullRequest", "preDeploy", "postDeploy"] as const) {
      const evidence = evidenceOf("version: STSv1\nmode: none\nmax_age: 86400\n", {
        stage,
        ...fixture,
      });
      const { report } = concludeDomain(evidence, healthyOptions(stage), knowledge);
      assert.deepEqual(
        report.problems.map(({ check, severity }) => `${check} ${severity}`),
        ["removal-too-early error"],
      );
    }
  });

  it("becomes note for every check that is ignored", () => {
    for (const row of ROWS) {
      for (const stage of STAGES) {
        const ignoreChecks = [row.check, ...(row.beside ?? [])];
        const report = reportOf(row, stage, "enforce", { ignoreChecks });
        assert.equal(report.result, "passed", `${row.problem} in ${stage}`);
        assert.equal(weights(row, report).length, expected(row, stage, "enforce", DEFAULTS).length);
      }
    }
  });

  it("is never touched by failOn", () => {
    for (const row of ROWS) {
      const [first, ...rest] = (["error", "warning", "never"] as const).map((failOn) =>
        reportOf(row, "preDeploy", "enforce", { failOn }),
      );
      for (const report of rest) assert.deepEqual(report, first);
    }
  });
});
