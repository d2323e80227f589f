// How the agent emulator runs the process of a task, and what it makes of its output and its end.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { StepReport } from "../../../sandbox/agent";
import { Sandbox, SHELL } from "./fixture";

describe("agent emulator: process", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const messages = ({ issues }: StepReport) => issues.map(({ message }) => message);
  const body = ({ log }: StepReport) => log.slice(8, -1);
  const complete = (result: string, done = "") =>
    `console.log("##vso[task.complete result=${result};${done}]");`;

  it("heads the log with what the task says of itself", async () => {
    const step = await sandbox.runScript("", {
      options: { ...SHELL, secrets: { word: "fixture" } },
    });
    assert.deepEqual(step.log, [
      "##[section]Starting: Fixture",
      "=".repeat(78),
      "Task         : A fixture",
      "Description  : Does what a test needs",
      "Version      : 1.2.3",
      "Author       : Tests",
      "Help         : https://example.com/help",
      "=".repeat(78),
      "##[section]Finishing: Fixture",
    ]);
  });

  it("runs in the sources, with one argument, standard input closed, no terminal", async () => {
    const step = await sandbox.runScript(`
      console.log(process.cwd(), process.argv.length, process.execArgv.length);
      console.log(process.stdout.isTTY, process.stderr.isTTY, require('fs').readFileSync(0).length);
    `);
    const sources = path.join(sandbox.root, "_work/1/s");
    assert.deepEqual(body(step), [`${sources} 2 0`, "undefined undefined 0"]);
  });

  it("runs where the handler says, whose texts may name folder, inputs and variables", async () => {
    const step = await sandbox.runScript("console.log(process.cwd())", {
      definition: {
        inputs: [{ name: "script", type: "string", defaultValue: "index" }],
        execution: {
          Node20_1: {
            target: "$(currentDirectory)/$(Script).js",
            workingDirectory: "$(Agent.TempDirectory)",
          },
        },
      },
    });
    assert.deepEqual(body(step), [path.join(sandbox.root, "_work/_temp")]);
  });

  it("splits lines at CR as well, decodes UTF-8 across chunks, keeps the raw text", async () => {
    const step = await sandbox.runScript(`
      const bytes = Buffer.from("a\\rb\\r\\n\u20ac##vso[task.logissue type=warning]\u00e9\\rlast");
      const at = bytes.indexOf(0xe2) + 1;
      process.stdout.write(bytes.subarray(0, at));
      setTimeout(() => process.stdout.write(bytes.subarray(at)), 50);
    `);
    assert.deepEqual(body(step), ["a", "b", "##[warning]\u00e9", "last"]);
    assert.equal(step.rawOutput, "a\rb\r\n\u20ac##vso[task.logissue type=warning]\u00e9\rlast");
  });

  it("parses commands in standard error too, whose lines do not fail a step", async () => {
    const step = await sandbox.runScript(`
      console.error("oops");
      console.error("##vso[task.logissue type=error]said");
    `);
    assert.deepEqual(body(step), ["oops", "##[error]said"]);
    assert.equal(step.commands[0]?.stream, "stderr");
    assert.deepEqual([step.rawOutput, step.rawErrorOutput.length > 0], ["", true]);
    assert.equal(step.result, "Succeeded");
  });

  it("masks secrets in what a task prints, not in the raw output", async () => {
    const step = await sandbox.runScript('echo "$SECRET_TOKEN"', {
      options: { ...SHELL, secrets: { token: "s3cret" } },
    });
    assert.deepEqual([body(step), step.rawOutput], [["***"], "s3cret\n"]);
  });

  it("takes a declared output variable as one without isOutput", async () => {
    const step = await sandbox.runScript("echo '##vso[task.setvariable variable=mode]enforce'", {
      definition: { outputVariables: [{ name: "MODE" }] },
      options: SHELL,
    });
    assert.deepEqual(step.outputVariables, { mode: "enforce" });
  });

  it("obeys the restrictions of task.json", async () => {
    const step = await sandbox.runScript(
      "echo '##vso[task.setvariable variable=a]1'; echo '##vso[task.uploadsummary]/x'",
      {
        options: SHELL,
        definition: {
          restrictions: { commands: { mode: "restricted" }, settableVariables: { allowed: [] } },
        },
      },
    );
    assert.deepEqual(
      step.commands.map(({ outcome }) => outcome),
      ["blocked", "blocked"],
    );
    assert.deepEqual([step.warningCount, step.result], [2, "Succeeded"]);
  });

  describe("end", () => {
    it("with an exit code is an error and Failed, whatever the task said", async () => {
      const step = await sandbox.runScript(`${complete("Succeeded")} process.exitCode = 3;`);
      const script = path.join(sandbox.root, "_work/_tasks");
      assert.equal(step.issues.length, 1);
      assert.match(messages(step)[0] ?? "", /^Exit code 3 returned from process: file name '/);
      assert.ok(messages(step)[0]?.includes(`arguments '"${script}`));
      assert.equal(step.result, "Failed");
    });

    it("by a signal is an exit code above 128", async () => {
      const step = await sandbox.runScript(
        "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 9)",
      );
      assert.match(messages(step)[0] ?? "", /^Exit code 137 /);
    });

    it("with a missing script or an unusable Node is Failed", async () => {
      const missing = await sandbox.runScript("", {
        definition: { execution: { Node20_1: { target: "none.js" } } },
      });
      assert.match(messages(missing)[0] ?? "", /^File not found: '.*none.js'$/);
      const unusable = await sandbox.runScript("", { options: { nodes: { node20_1: "/none" } } });
      assert.match(messages(unusable)[0] ?? "", /ENOENT/);
      assert.deepEqual([missing.result, unusable.result], ["Failed", "Failed"]);
    });

    it("waits for children that hold the pipes, then kills them", async () => {
      const beats = sandbox.write("beats", "");
      const started = performance.now();
      const step = await sandbox.runScript(
        `(while :; do printf . >> ${beats}; sleep 0.01; done) & exit 0`,
        { options: { ...SHELL, timings: { pipes: 300 } } },
      );
      const seconds = (performance.now() - started) / 1000;
      const before = fs.readFileSync(beats, "utf8");
      await delay(60);
      assert.deepEqual([fs.readFileSync(beats, "utf8"), step.result], [before, "Succeeded"]);
      assert.ok(before.length > 0 && seconds < 4, `${before.length} beats in ${seconds} s`);
    });

    it("need not come once the task is done, and later output is dropped", async () => {
      const step = await sandbox.runScript(
        `${complete("SucceededWithIssues", "done=true")} console.log("still heard");
         setTimeout(() => console.log("##vso[task.complete result=Failed]"), 400);
         setInterval(() => {}, 1000);`,
        { options: { timings: { done: 100 } } },
      );
      assert.deepEqual(body(step), ["still heard"]);
      assert.equal(step.result, "SucceededWithIssues");
    });

    it("before the time is over counts even for a task that is done", async () => {
      const step = await sandbox.runScript(
        `${complete("Succeeded", "done=true")} process.exitCode = 2;`,
      );
      assert.equal(step.result, "Failed");
    });
  });

  describe("handlers", () => {
    // Scripts in the place of the Node versions: they tell their own name and that of the script.
    const node = (name: string) => {
      const file = sandbox.write(name, `#!/bin/sh\necho "$(basename "$1" .js) on ${name}"\n`);
      fs.chmodSync(file, 0o755);
      return file;
    };
    const run = async (execution: readonly string[], agent: object, ...names: string[]) => {
      for (const handler of execution) sandbox.write(`task/${handler}.js`, "");
      const handlers = execution.map((name) => [name, { target: `${name}.js` }]);
      const step = await sandbox.runScript("", {
        definition: { execution: Object.fromEntries(handlers) },
        options: { nodes: Object.fromEntries(names.map((name) => [name, node(name)])), agent },
      });
      return [step.rawOutput.trim() || messages(step)[0], step.warningCount, step.result];
    };
    const both = ["Node20_1", "Node24"];
    const all = ["node16", "node20_1", "node24"];

    for (const [title, execution, agent, nodes, expected] of [
      ["Node24 runs on Node 20 by default", both, {}, all, ["Node24 on node20_1", 0]],
      ["Node24 runs on Node 24", both, { node24: "onNode24" }, all, ["Node24 on node24", 0]],
      [
        "an old agent does not know Node24",
        both,
        { node24: "unknown" },
        all,
        ["Node20_1 on node20_1", 0],
      ],
      [
        "Node 24 falls back to 20",
        both,
        { node24: "onNode24" },
        ["node20_1"],
        ["Node24 on node20_1", 1],
      ],
      [
        "Node 24 falls back to 16",
        both,
        { node24: "onNode24" },
        ["node16"],
        ["Node24 on node16", 1],
      ],
      ["Node 20 falls back to 16", ["Node20_1"], {}, ["node16"], ["Node20_1 on node16", 1]],
      ["Node16 is the last choice", ["Node10", "Node16"], {}, all, ["Node16 on node16", 0]],
    ] as const) {
      it(title, async () => {
        assert.deepEqual(await run(execution, agent, ...nodes), [...expected, "Succeeded"]);
      });
    }

    it("that the agent cannot run fail the step", async () => {
      const unknown = await run(["Node24", "PowerShell3"], { node24: "unknown" }, ...all);
      assert.match(String(unknown[0]), /not capable of running this task/);
      const none = await run(["Node20_1"], {});
      assert.match(String(none[0]), /no Node for Node20_1/);
      assert.deepEqual([unknown[2], none[2]], ["Failed", "Failed"]);
    });
  });
});
