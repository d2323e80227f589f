// How tasks get onto the agent emulator, and what makes it refuse a pipeline.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { installExtension, installTask, PipelineRefused, type Step } from "../../../sandbox/agent";
import { Sandbox, SHELL, standIn, TASK_ID, taskJson, zip } from "./fixture";

describe("agent emulator: installation", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const vsix = (entries: Readonly<Record<string, string>>) => {
    const file = path.join(sandbox.folder, "extension.vsix");
    fs.writeFileSync(file, zip(entries));
    return file;
  };
  const manifest = (...names: string[]) =>
    JSON.stringify({
      contributions: [
        { id: "hub", type: "ms.vss-web.hub", properties: { name: "Hub" } },
        ...names.map((name) => ({
          id: name,
          type: "ms.vss-distributed-task.task",
          properties: { name },
        })),
      ],
    });
  const script = "console.log('from the package', __dirname)";
  const definition = (more: object = {}) => JSON.stringify(taskJson(more));

  it("unpacks the task of a VSIX to where an agent keeps it, and runs it there", async () => {
    const file = vsix({
      "extension.vsomanifest": manifest("Fixture V1"),
      "Fixture V1/": "",
      "Fixture V1/task.json": definition(),
      "Fixture V1/index.js": script,
      "Hub/index.js": "",
    });
    const [task, ...others] = await installExtension(file, sandbox.root);
    const folder = path.join(sandbox.root, "_work/_tasks", `Fixture_${TASK_ID}`, "1.2.3");
    assert.equal(task?.folder, folder);
    assert.deepEqual(others, []);
    assert.deepEqual(fs.readdirSync(folder).sort(), ["index.js", "task.json"]);
    assert.deepEqual(fs.readdirSync(sandbox.root), ["_work"]);
    const { steps } = await sandbox.run([{ task: "fixture@1" }]);
    assert.equal(steps[0]?.rawOutput, `from the package ${folder}\n`);
  });

  it("looks one level deeper for versions of a task, and runs the newest of a major", async () => {
    const at = (Minor: number, Patch: number, Major = 1) =>
      definition({ version: { Major, Minor, Patch } });
    const file = vsix({
      "extension.vsomanifest": manifest("T"),
      "T/a/task.json": at(9, 0),
      "T/b/task.json": at(10, 1),
      "T/c/task.json": at(10, 0),
      "T/d/task.json": at(0, 0, 2),
      "T/b/index.js": "echo 1.10.1",
    });
    assert.equal((await installExtension(file, sandbox.root)).length, 4);
    const { steps } = await sandbox.run([{ task: "Fixture@1" }], SHELL);
    assert.equal(steps[0]?.rawOutput, "1.10.1\n");
  });

  it("replaces an earlier copy of the same version", () => {
    sandbox.write("task/old.js", "");
    sandbox.install("");
    fs.rmSync(path.join(sandbox.folder, "task/old.js"));
    const { folder } = installTask(path.join(sandbox.folder, "task"), sandbox.root);
    assert.deepEqual(fs.readdirSync(folder).sort(), ["index.js", "task.json"]);
  });

  it("throws at what is no extension with tasks", async () => {
    for (const [entries, message] of [
      [{ "a.txt": "" }, /extension.vsomanifest/],
      [{ "extension.vsomanifest": manifest() }, /contributes no task/],
      [
        { "extension.vsomanifest": manifest("T"), "T/x.txt": "" },
        /names no folder with a task.json/,
      ],
      [{ "extension.vsomanifest": manifest("T"), "T/task.json": "{}" }, /has no id/],
      [{ "../outside.txt": "" }, /invalid relative path/],
    ] as const) {
      await assert.rejects(installExtension(vsix(entries), sandbox.root), message);
    }
    assert.equal(fs.existsSync(path.join(sandbox.folder, "outside.txt")), false);
  });

  describe("refuses a pipeline", () => {
    const refused = async (steps: readonly Step[], problem: RegExp, options = {}) => {
      await assert.rejects(sandbox.run(steps, options), (error) => {
        assert.ok(error instanceof PipelineRefused);
        assert.match(error.problems.join("\n"), problem);
        return true;
      });
    };

    it("with a task that is not installed", async () => {
      sandbox.install("");
      await refused([{ task: "Fixture@2" }], /no task Fixture@2 is installed/);
    });

    it("with an agent that is too old", async () => {
      sandbox.install("", { minimumAgentVersion: "4.265.0" });
      const problem = /needs agent 4.265.0, this one is 4.99.0/;
      await refused([{ task: "Fixture@1" }], problem, { agent: { version: "4.99.0" } });
      const report = await sandbox.run([{ task: "Fixture@1" }], {
        ...SHELL,
        agent: { version: "10.0.0" },
      });
      assert.equal(report.result, "Succeeded");
    });

    it("with a task that would find modules that it does not bring along", async () => {
      sandbox.install("");
      fs.mkdirSync(path.join(sandbox.folder, "node_modules"));
      await refused([{ task: "Fixture@1" }], /would find modules in .*node_modules/);
    });

    it("with handlers that the emulator does not run", async () => {
      sandbox.install("", { postjobexecution: { Node20_1: { target: "index.js" } } });
      await refused([{ task: "Fixture@1" }], /before or after the job/);
    });

    it("with a condition it cannot read, or with two steps of one name", async () => {
      const step = (settings: object) => standIn(() => {}, settings);
      await refused([step({ condition: "sometimes()" })], /sometimes\(\) with 0 arguments/);
      await refused([step({ name: "a" }), step({ name: "A" })], /two steps are called A/);
    });

    it("with unknown, doubled or missing inputs, unless told to let them through", async () => {
      sandbox.install("echo $INPUT_OTHER-$INPUT_NEEDED-$INPUT_FILLED", {
        inputs: [
          { name: "needed", type: "string", required: true, aliases: ["wanted"] },
          { name: "hidden", type: "string", required: true, visibleRule: "needed = x" },
          { name: "filled", type: "string", required: true, defaultValue: "x" },
        ],
      });
      const step = (inputs: Record<string, string>) => [{ task: "Fixture@1", inputs }];
      await refused(step({ other: "x", needed: "x" }), /^Fixture has no input other$/);
      await refused(step({ needed: " " }), /^Fixture: input needed is required$/);
      await refused(step({ filled: "", needed: "x" }), /^Fixture: input filled is required$/);
      await refused(step({ NEEDED: "x", wanted: "y" }), /^Fixture: input needed is given twice$/);
      const options = { ...SHELL, validateInputs: false };
      const { steps } = await sandbox.run(step({ other: "1" }), options);
      assert.equal(steps[0]?.rawOutput, "1--x\n");
    });
  });
});
