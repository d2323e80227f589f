// Steps of a job on the agent emulator: conditions, results, time limits, retries, cancellation.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { PipelineReport, PipelineRun, Step } from "../../../sandbox/agent";
import { Sandbox, SHELL, standIn } from "./fixture";

describe("agent emulator: steps", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const results = (report: PipelineReport) => [
    report.result,
    ...report.steps.map(({ result }) => result),
  ];
  const completes = (result: string, settings: object = {}) =>
    standIn(({ write }) => write(`##vso[task.complete result=${result}]`), settings);
  const throws = standIn(() => {
    throw new Error("broken");
  });

  it("that fail leave only those running whose condition allows it", async () => {
    const report = await sandbox.run([
      completes("Failed"),
      completes("Succeeded"),
      completes("Succeeded", { condition: "always()" }),
      completes("SucceededWithIssues", { condition: "failed()" }),
      completes("Failed", { enabled: false, condition: "always()" }),
    ]);
    assert.deepEqual(results(report), [
      "Failed",
      "Failed",
      "Skipped",
      "Succeeded",
      "SucceededWithIssues",
    ]);
    assert.deepEqual(report.steps[1]?.log, [
      "Skipping step due to condition evaluation.",
      "Evaluating: succeeded()",
      "Result: False",
    ]);
  });

  it("see the variables of the job and the outputs of steps in their conditions", async () => {
    const report = await sandbox.run(
      [
        standIn(({ write }) => write("##vso[task.setvariable variable=mode;isoutput=true]none"), {
          name: "gate",
        }),
        completes("Failed", {
          condition: "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))",
        }),
        completes("SucceededWithIssues", { condition: "eq(variables['gate.mode'], 'none')" }),
        completes("Failed", { condition: "eq(variables['agent.jobstatus'], 'Succeeded')" }),
      ],
      { variables: { "Build.Reason": "PullRequest" } },
    );
    assert.deepEqual(results(report), [
      "SucceededWithIssues",
      "Succeeded",
      "Skipped",
      "SucceededWithIssues",
      "Skipped",
    ]);
  });

  it("merge into the job's result only as issues or failures", async () => {
    for (const [result, job] of [
      ["SucceededWithIssues", "SucceededWithIssues"],
      ["Canceled", "Succeeded"],
      ["Skipped", "Succeeded"],
    ] as const) {
      assert.deepEqual(results(await sandbox.run([completes(result)])), [job, result]);
    }
    const worst = [
      completes("Failed"),
      completes("SucceededWithIssues", { condition: "always()" }),
    ];
    assert.equal((await sandbox.run(worst)).result, "Failed");
  });

  it("that throw fail, with continueOnError they succeed with issues", async () => {
    const report = await sandbox.run([{ ...throws, continueOnError: true }, throws]);
    assert.deepEqual(results(report), ["Failed", "SucceededWithIssues", "Failed"]);
    assert.equal(report.steps[0]?.issues[0]?.message, "broken");
    const command = standIn(({ write }) => write("##vso[task.nope]"), { continueOnError: true });
    assert.equal((await sandbox.run([command])).result, "SucceededWithIssues");
  });

  it("are named after their task, with a number from the second on", async () => {
    sandbox.install("");
    const task: Step = { task: "Fixture@1" };
    const mine = { ...task, name: "mine", displayName: "My step" };
    const report = await sandbox.run([task, task, mine, task], SHELL);
    assert.deepEqual(
      report.steps.map(({ name, displayName }) => [name, displayName]),
      [
        ["Fixture", "Fixture"],
        ["Fixture1", "Fixture"],
        ["mine", "My step"],
        ["Fixture2", "Fixture"],
      ],
    );
  });

  it("that stand in for a task have its surroundings, and say what they are", async () => {
    sandbox.write("repository/home/index.html", "site");
    const web = path.join(sandbox.folder, "web");
    const report = await sandbox.run(
      [
        {
          standsFor: "AzureStaticWebApp@0",
          inputs: { app_location: " $(site) ", token: "$(token)" },
          env: { EXTRA: "$(site)" },
          run({ inputs, environment, workspace, variable }) {
            const { app_location, token } = inputs as Record<string, string>;
            const seen = [
              environment.INPUT_APP_LOCATION,
              environment.EXTRA,
              variable("token"),
              token,
            ];
            assert.deepEqual(seen, ["home", "home", "s3cret", "s3cret"]);
            fs.cpSync(path.join(workspace.sources, app_location ?? ""), web, { recursive: true });
            return "SucceededWithIssues";
          },
        },
      ],
      { variables: { site: "home" }, secrets: { token: "s3cret" } },
    );
    assert.equal(fs.readFileSync(path.join(web, "index.html"), "utf8"), "site");
    assert.equal(report.result, "SucceededWithIssues");
    assert.equal(report.steps[0]?.displayName, "AzureStaticWebApp");
    assert.equal(report.steps[0]?.log[1], "Stand-in for AzureStaticWebApp@0 (agent emulator)");
  });

  it("write one log, in order, that can be watched", async () => {
    const watched: string[] = [];
    const report = await sandbox.run([completes("Failed"), completes("Succeeded")], {
      onLine: (line) => watched.push(line),
    });
    assert.deepEqual(report.log.split("\n"), watched);
    assert.deepEqual(
      watched,
      report.steps.flatMap(({ log }) => log),
    );
  });

  it("warn of variables that refer to each other", async () => {
    const report = await sandbox.run([completes("Succeeded")], { variables: { a: "$(a)" } });
    assert.equal(report.steps[0]?.issues[0]?.message, "Variable 'a' refers to itself");
  });

  it("of a fork's pull request that would use a service connection are skipped", async () => {
    const run = (value: string, variables: Readonly<Record<string, string>>) =>
      sandbox.runScript("", {
        definition: { inputs: [{ name: "connection", type: "connectedService:AzureRM" }] },
        step: { inputs: { connection: value } },
        options: {
          ...SHELL,
          variables: { "System.PullRequest.IsFork": "True", ...variables },
        },
      });
    const restricted = { "System.RestrictSecrets": "True" };
    assert.equal((await run("x", restricted)).result, "Skipped");
    assert.equal((await run("", restricted)).result, "Succeeded");
    assert.equal((await run("x", {})).result, "Succeeded");
  });

  describe("with retryCountOnTaskFailure", () => {
    const attempts = async (end: string, retries: number) => {
      const script = `file=$AGENT_TEMPDIRECTORY/attempts
        echo "attempt"; echo x >> $file
        [ $(wc -l < $file) -lt 3 ] || exit 0
        ${end}`;
      const step = await sandbox.runScript(script, {
        step: { retryCountOnTaskFailure: retries },
        options: SHELL,
      });
      return [step.rawOutput.split("attempt").length - 1, step.result, step.warningCount];
    };
    const failed = "echo '##vso[task.complete result=Failed]'";

    it("run again after an exit code or the result Failed", async () => {
      assert.deepEqual(await attempts("exit 1", 2), [3, "Succeeded", 2]);
      assert.deepEqual(await attempts(failed, 2), [3, "Succeeded", 2]);
      assert.deepEqual(await attempts("exit 1", 1), [2, "Failed", 1]);
      assert.deepEqual(await attempts(failed, 1), [2, "Failed", 1]);
    });

    it("cannot recover from Failed together with an exit code, as on the agent", async () => {
      assert.deepEqual(await attempts(`${failed}; exit 1`, 2), [3, "Failed", 2]);
    });

    it("find the task variables of the attempt before", async () => {
      const step = await sandbox.runScript(
        `echo "[$VSTS_TASKVARIABLE_SEEN]"
         echo '##vso[task.settaskvariable variable=seen;issecret=true]o%3Bnce'
         echo '##vso[task.settaskvariable variable=lines;issecret=true]a%0Ab'
         echo '##vso[task.settaskvariable]x'
         [ -n "$VSTS_TASKVARIABLE_SEEN" ]`,
        { step: { retryCountOnTaskFailure: 1 }, options: SHELL },
      );
      assert.deepEqual(
        step.log.filter((line) => line.startsWith("[")),
        ["[]", "[***]"],
      );
      const outcomes = step.commands.map(({ outcome }) => outcome);
      assert.deepEqual(outcomes.slice(0, 3), ["done", "failed", "failed"]);
    });

    it("are not waited for once the job is canceled", async () => {
      sandbox.install("exit 1");
      const cancel = new AbortController();
      const report = await sandbox.run([{ task: "Fixture@1", retryCountOnTaskFailure: 1 }], {
        ...SHELL,
        signal: cancel.signal,
        timings: { retry: () => 60_000 },
        onLine: (line) => line.includes("will retry") && setImmediate(() => cancel.abort()),
      });
      assert.deepEqual(results(report), ["Canceled", "Canceled"]);
    });

    it("run at most ten times more", async () => {
      const step = await sandbox.runScript("exit 1", {
        step: { retryCountOnTaskFailure: 11 },
        options: SHELL,
      });
      assert.match(
        step.issues[0]?.message ?? "",
        /maximum allowed number of attempts is 10 but got 11/,
      );
      assert.equal(step.warningCount, 11);
    });
  });

  describe("that take too long or are canceled", () => {
    const stubborn = (reaction: string) => `
      for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => { console.log(name); ${reaction} });
      setInterval(() => {}, 1000); console.log("ready");`;
    const quick = { sigint: 400, sigterm: 400 };

    const cancelWhenReady = (
      steps: readonly Step[],
      script: string,
      options: Partial<PipelineRun> = {},
    ) => {
      sandbox.install(script);
      const cancel = new AbortController();
      return sandbox.run(steps, {
        ...options,
        signal: cancel.signal,
        onLine: (line) => line === "ready" && cancel.abort(),
      });
    };
    const task: Step = { task: "Fixture@1" };

    it("get SIGINT, SIGTERM, and are killed then", async () => {
      const report = await cancelWhenReady([task], stubborn(""), { timings: quick });
      assert.deepEqual(results(report), ["Canceled", "Canceled"]);
      assert.deepEqual(report.steps[0]?.log.slice(8, -1), [
        "ready",
        "##[error]The Operation will be canceled. The next steps may not contain expected logs.",
        "SIGINT",
        "SIGTERM",
        "##[error]The operation was canceled.",
      ]);
    });

    it("are Canceled even if they end well at SIGINT", async () => {
      const script = stubborn(
        'console.log("##vso[task.complete result=Succeeded]"); process.exit(0);',
      );
      const report = await cancelWhenReady([task], script);
      assert.deepEqual(results(report), ["Canceled", "Canceled"]);
      assert.equal(report.log.includes("SIGTERM"), false);
    });

    it("leave only those running whose condition holds for a canceled job", async () => {
      const steps = [
        task,
        completes("Succeeded"),
        completes("Failed", { condition: "always()" }),
        completes("Succeeded", { condition: "canceled()" }),
      ];
      const report = await cancelWhenReady(steps, stubborn("process.exit(0);"));
      assert.deepEqual(results(report), ["Canceled", "Canceled", "Skipped", "Failed", "Succeeded"]);
    });

    it("go on if their own condition still holds", async () => {
      const script = "console.log('ready'); setTimeout(() => console.log('whole'), 100)";
      const report = await cancelWhenReady([{ ...task, condition: "always()" }], script);
      assert.deepEqual(results(report), ["Canceled", "Succeeded"]);
      assert.equal(report.steps[0]?.log.includes("whole"), true);
    });

    it("are not retried", async () => {
      const steps = [{ ...task, retryCountOnTaskFailure: 3 } as Step];
      const report = await cancelWhenReady(steps, stubborn("process.exit(1);"));
      assert.equal(report.steps[0]?.rawOutput, "ready\nSIGINT\n");
    });

    it("do not start in a job that is canceled already", async () => {
      const report = await sandbox.run([completes("Succeeded")], { signal: AbortSignal.abort() });
      assert.deepEqual(results(report), ["Canceled", "Skipped"]);
    });

    it("fail after timeoutInMinutes", async () => {
      sandbox.install(stubborn("process.exit(0);"));
      const report = await sandbox.run(
        [{ ...task, timeoutInMinutes: 0.3 }, completes("Succeeded", { condition: "failed()" })],
        { timings: { minute: 1000 } },
      );
      assert.deepEqual(results(report), ["Failed", "Failed", "Succeeded"]);
      assert.equal(report.steps[0]?.issues[0]?.message, "The task has timed out.");
    });

    it("are told by a signal where they stand in", async () => {
      let told = false;
      const endless = standIn(
        ({ signal }) =>
          new Promise(() => {
            signal.addEventListener("abort", () => {
              told = true;
            });
          }),
        { timeoutInMinutes: 0.05, continueOnError: true },
      );
      const report = await sandbox.run([endless], { timings: { minute: 1000 } });
      assert.deepEqual(
        [told, ...results(report)],
        [true, "SucceededWithIssues", "SucceededWithIssues"],
      );
    });
  });
});
