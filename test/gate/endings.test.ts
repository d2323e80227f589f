// How a run ends: at once after its result, with its reports where they belong, and never with a page of stack.
import assert from "node:assert/strict";
import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../../sandbox/agent";
import {
  type GateRun,
  gateStep,
  newFolder,
  only,
  outcomeOf,
  runRefused,
  runSteps,
  type Texts,
} from "../support/gate";
import { filesOf } from "../support/tidy";
import { healthyWorld, policyText } from "../support/world";

const DOMAIN = "contoso.com";
const FILES = { "mta-sts.txt": policyText(DOMAIN) };

describe("a run", () => {
  const world = healthyWorld(DOMAIN);

  const inputs = (more: Texts = {}): Texts => ({
    domain: DOMAIN,
    policyFile: "mta-sts.txt",
    ...world().inputs,
    ...more,
  });

  for (const stage of ["lint", "pullRequest", "preDeploy", "postDeploy", "monitor", "wrong"]) {
    it(`ends by itself at once after its result, stage ${stage}`, async () => {
      let completed = Number.NaN;
      let ended = Number.NaN;
      const run: GateRun = {
        files: FILES,
        // A debugging agent shows when it carries out a command.
        variables: { "System.Debug": "true" },
        onLine: (line) => {
          if (line.includes("Processed: ##vso[task.complete")) completed = performance.now();
          if (line.startsWith("##[section]Finishing")) ended = performance.now();
        },
      };
      await runRefused(inputs({ stage }), run);
      const seconds = (ended - completed) / 1000;
      assert.ok(seconds < 1, `${seconds} s from the result to the end of the process`);
    });
  }

  it("writes its reports into the folder it is told", async () => {
    const folder = join(await newFolder("reports"), "deep", "mta-sts");
    const { steps, temp } = await runSteps([gateStep(inputs({ reportFolder: folder }))], {
      files: FILES,
    });
    const { step, report } = outcomeOf(steps[0], folder);
    assert.equal(report.result, "passed");
    assert.equal(step.outputVariables.mtaStsReport, join(folder, "mta-sts-gate.json"));
    assert.deepEqual(
      filesOf(temp).filter((path) => path.endsWith(".json")),
      ["mta-sts-gate-before.json"],
    );
  });

  it("warns where the folder of the reports cannot be written, and judges all the same", async () => {
    const file = join(await newFolder("reports"), "file");
    writeFileSync(file, "");
    const step = await runRefused(inputs({ reportFolder: join(file, "below") }), { files: FILES });
    assert.equal(step.result, "Succeeded");
    assert.match(
      only(step.issues).message,
      /^the reports could not be written to ".*file\/below": ENOTDIR$/,
    );
    assert.equal(only(step.issues).type, "warning");
    assert.equal(step.outputVariables.mtaStsReport, "");
    assert.equal(step.outputVariables.mtaStsResult, "passed");
  });

  it("judges where what an earlier step saw cannot be kept, or is not what the gate wrote", async () => {
    const spoil = (act: (path: string) => void): Step => ({
      standsFor: "Bash@3",
      run: ({ workspace }) => {
        act(join(workspace.temp, "mta-sts-gate-before.json"));
        return undefined;
      },
    });
    const { steps } = await runSteps(
      [
        spoil((path) => mkdirSync(path)),
        gateStep(inputs(), { name: "before" }),
        spoil((path) => {
          rmdirSync(path);
          writeFileSync(path, '{"schema":1}');
        }),
        gateStep(inputs({ stage: "postDeploy", waitMinutes: "0" }), { name: "after" }),
      ],
      { files: FILES },
    );
    assert.equal(steps[1]?.result, "Succeeded");
    assert.match(
      only(steps[1]?.issues ?? []).message,
      /^what was seen .* could not be kept .*EISDIR/,
    );
    assert.equal(steps[3]?.result, "Succeeded");
    assert.deepEqual(steps[3]?.issues, []);
  });
});
