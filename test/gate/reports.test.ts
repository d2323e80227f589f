// Reports reach the run's page, and where one does not, the gate judges all the same and says so once.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { StepReport } from "../../sandbox/agent";
import {
  type GateRun,
  gateStep,
  newFolder,
  only,
  outcomeOf,
  runSteps,
  type Texts,
  tasksWithout,
} from "../support/gate";
import { sarifFaults, testResultFaults } from "../support/report-schemas";
import { healthyWorld, policyText } from "../support/world";

const DOMAIN = "contoso.com";
const GOOD = { "mta-sts.txt": policyText(DOMAIN) };
const BAD = { "mta-sts.txt": policyText(DOMAIN, { mode: "enforced" }) };
const SUMMARY = "MTA-STS Policy Gate (preDeploy).md";

describe("reports", () => {
  const world = healthyWorld(DOMAIN);

  const run = async (inputs: Texts, gateRun: GateRun = {}, settings: object = {}) => {
    const all = { domain: DOMAIN, policyFile: "mta-sts.txt", ...world().inputs, ...inputs };
    const outcome = await runSteps([gateStep(all, settings)], { files: BAD, ...gateRun });
    return { ...outcome, step: only(outcome.steps) };
  };
  const uploadsOf = ({ uploads }: StepReport) => uploads.map(({ kind, name }) => `${kind} ${name}`);
  const warnings = ({ issues }: StepReport) =>
    issues.filter(({ type }) => type === "warning").map(({ message }) => message);

  it("are published as the inputs say", async () => {
    const { step, resultsFolder } = await run({ publishSarif: "true" });
    assert.deepEqual(uploadsOf(step), [
      `summary ${SUMMARY}`,
      "testResults mta-sts-gate.xml",
      "artifact CodeAnalysisLogs",
    ]);
    const [summary, results, sarif] = step.uploads.map(({ path }) => readFileSync(path, "utf8"));
    assert.match(summary ?? "", /^\*\*Result: failed\*\* \(1 error, 0 warnings, 1 note\)/);
    assert.deepEqual(await testResultFaults({ results: results ?? "" }), []);
    assert.match(
      results ?? "",
      /<testcase name="policy-mode-value" classname="contoso.com" time="0"><failure /,
    );
    assert.deepEqual(await sarifFaults([sarif ?? ""]), []);
    const artifact = relative(resultsFolder, step.uploads[2]?.path ?? "");
    assert.equal(artifact, "artifacts/CodeAnalysisLogs/mta-sts-gate-preDeploy.sarif");
    const { properties } = only(step.commands.filter(({ name }) => name === "results.publish"));
    assert.equal(properties.runtitle, "MTA-STS Policy Gate (preDeploy)");
    const defaults = await run({});
    assert.deepEqual(uploadsOf(defaults.step), [
      `summary ${SUMMARY}`,
      "testResults mta-sts-gate.xml",
    ]);
    const none = await run({ publishSummary: "false", publishTestResults: "false" });
    assert.deepEqual(uploadsOf(none.step), []);
    assert.ok(existsSync(join(none.temp, "mta-sts-gate", SUMMARY)), "for steps of one's own");
  });

  it("count warnings as failed tests where they fail the step", async () => {
    const files = { "mta-sts.txt": policyText(DOMAIN, { maxAge: "3600" }) };
    const results = async (inputs: Texts) => {
      const { step } = await run(inputs, { files });
      return readFileSync(
        step.uploads.find(({ kind }) => kind === "testResults")?.path ?? "",
        "utf8",
      );
    };
    const lenient = await results({});
    assert.match(lenient, / failures="0" /);
    assert.match(lenient, /<system-out>warning policy-max-age-short: /);
    assert.match(
      await results({ failOn: "warning" }),
      /<failure message="[^"]*3600[^"]*" type="warning">/,
    );
  });

  it("are left out in restricted mode, where the agent warns by itself", async () => {
    const restricted = { target: { commands: "restricted" } };
    const { step } = await run({ publishSarif: "true" }, { files: GOOD }, restricted);
    assert.equal(step.result, "Succeeded");
    assert.deepEqual(uploadsOf(step), []);
    assert.equal(warnings(step).length, 3);
    const bad = await run({}, {}, restricted);
    assert.equal(bad.step.result, "Failed");
  });

  it("are no artifact outside of a build", async () => {
    const variables = { "System.HostType": "release" };
    const { step } = await run({ publishSarif: "true" }, { files: GOOD, variables });
    assert.equal(step.result, "Succeeded");
    assert.deepEqual(uploadsOf(step), [`summary ${SUMMARY}`, "testResults mta-sts-gate.xml"]);
    assert.match(
      only(warnings(step)),
      /^of the reports in ".*", mta-sts-gate-preDeploy\.sarif could not be published \(only a build has artifacts, System\.HostType is "release"\)$/,
    );
  });

  it("get through from any folder", async () => {
    for (const name of [
      "März, 2026",
      "a##vso[task.complete result=Succeeded]b",
      "\u202eA\u00a0B",
      "100%; [x]",
    ]) {
      const folder = join(await newFolder("reports"), name, "out");
      const { step } = await run({ reportFolder: folder, publishSarif: "true" });
      assert.equal(step.result, "Failed", name);
      assert.deepEqual(warnings(step), [], name);
      assert.equal(outcomeOf(step, folder).problems[0], "error policy-mode-value");
      assert.equal(step.uploads.length, 3, name);
      const told = readFileSync(step.outputVariables.mtaStsReport ?? "");
      assert.ok(told.equals(readFileSync(join(folder, "mta-sts-gate.json"))), name);
      for (const { path } of step.uploads) {
        assert.ok(readFileSync(path).equals(readFileSync(join(folder, basename(path)))), path);
      }
    }
  });

  it("are one warning where their folder cannot be made", async () => {
    const { step } = await run({ reportFolder: "/sys/mta-sts-gate" });
    assert.equal(step.result, "Failed");
    assert.match(
      only(warnings(step)),
      /^the reports could not be written to "\/sys\/mta-sts-gate": /,
    );
    assert.deepEqual(uploadsOf(step), []);
    assert.equal(step.outputVariables.mtaStsReport, "");
  });

  it("are one warning where the disk is full", async () => {
    const full = async (...names: readonly string[]) => {
      const folder = join(await newFolder("reports"), "out");
      mkdirSync(folder);
      for (const name of names) symlinkSync("/dev/full", join(folder, name));
      const { step } = await run({ reportFolder: folder, publishSarif: "true" }, { files: GOOD });
      assert.equal(step.result, "Succeeded");
      assert.equal(step.outputVariables.mtaStsResult, "passed");
      return step;
    };
    const sarif = "mta-sts-gate-preDeploy.sarif";
    const all = await full(
      "mta-sts-gate.json",
      "evidence.json",
      SUMMARY,
      "mta-sts-gate.xml",
      sarif,
    );
    assert.equal(only(warnings(all)).match(/could not be written \(ENOSPC\)/g)?.length, 5);
    assert.equal(all.outputVariables.mtaStsReport, "");
    assert.deepEqual(uploadsOf(all), []);
    const one = await full(SUMMARY);
    assert.match(
      only(warnings(one)),
      /", MTA-STS Policy Gate \(preDeploy\)\.md could not be written \(ENOSPC\)$/,
    );
    assert.match(one.outputVariables.mtaStsReport ?? "", /mta-sts-gate\.json$/);
    assert.deepEqual(uploadsOf(one), ["testResults mta-sts-gate.xml", "artifact CodeAnalysisLogs"]);
  });

  it("are one warning where their code is missing", async () => {
    const tasks = await tasksWithout("reports.js");
    const { step } = await run({}, { tasks });
    assert.equal(step.result, "Failed");
    assert.match(only(warnings(step)), /\.md could not be written \(MODULE_NOT_FOUND\)/);
  });
});
