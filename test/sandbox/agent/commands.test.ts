// What the agent emulator does with logging commands. The lines come from a stand-in step, so no process runs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { StepReport } from "../../../sandbox/agent";
import { Sandbox, standIn } from "./fixture";

describe("agent emulator: commands", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const messages = ({ issues }: StepReport) => issues.map(({ type, message }) => [type, message]);
  const outcomes = ({ commands }: StepReport) => commands.map(({ outcome }) => outcome);

  it("writes lines that hold no command to the log, and none that do", async () => {
    const step = await sandbox.runLines(["plain", "##vso[task.debug]x", "##[group]title"]);
    assert.deepEqual(step.log.slice(2, -1), ["plain", "##[group]title"]);
    assert.equal(step.log[0], "##[section]Starting: Writer");
    assert.equal(step.log.at(-1), "##[section]Finishing: Writer");
    assert.equal(step.result, "Succeeded");
  });

  it("warns about what looks like a command, and writes it", async () => {
    const step = await sandbox.runLines(["x ##vso[task.complete", "##vso[other.thing]"]);
    assert.deepEqual(messages(step), [
      [
        "warning",
        "'x ##vso[task.complete' contains logging command keyword '##vso', but it's not a legal command.",
      ],
      ["warning", "Cannot find command extension for ##vso[other.command]."],
    ]);
    assert.equal(step.log.includes("x ##vso[task.complete"), true);
    assert.equal(step.result, "Succeeded");
    assert.deepEqual(outcomes(step), ["unknown"]);
  });

  it("fails the step at an unknown event or a command that throws, and goes on", async () => {
    const step = await sandbox.runLines([
      "##vso[task.compleet]",
      "##vso[task.complete result=Succeeded]",
    ]);
    assert.equal(step.result, "Failed");
    assert.deepEqual(messages(step), [
      ["error", "Unable to process command '##vso[task.compleet]' successfully."],
      ["error", "##vso[task.compleet] is not a recognized command."],
    ]);
    assert.deepEqual(outcomes(step), ["failed", "done"]);
  });

  it("says so where the agent could do more", async () => {
    const step = await sandbox.runLines(["##vso[codecoverage.publish]"]);
    assert.match(step.issues[1]?.message ?? "", /emulator does not carry out/);
    assert.equal(step.result, "Failed");
  });

  it("finds area and event without case", async () => {
    const step = await sandbox.runLines(["##vso[TASK.Complete RESULT=Failed]"]);
    assert.equal(step.result, "Failed");
  });

  describe("task.logissue", () => {
    it("makes an issue and a coloured line, and does not fail the step", async () => {
      const step = await sandbox.runLines([
        "##vso[task.logissue type=error;code=a-b]bad%0Aworse",
        "##vso[task.issue type=Warning]odd",
        "##vso[task.logissue type=error]",
      ]);
      assert.deepEqual(messages(step), [
        ["error", "bad\nworse"],
        ["warning", "odd"],
        ["error", ""],
      ]);
      assert.deepEqual(step.log.slice(2, -1), ["##[error]bad", "worse", "##[warning]odd"]);
      assert.deepEqual(
        step.issues.map(({ logLine }) => logLine),
        [3, 5, undefined],
      );
      assert.equal(step.issues[0]?.properties.code, "a-b");
      assert.equal(step.result, "Succeeded");
    });

    it("warns without a type and fails with another one", async () => {
      const step = await sandbox.runLines([
        "##vso[task.logissue]x",
        "##vso[task.logissue type=note]y",
      ]);
      assert.deepEqual(messages(step), [
        ["warning", "Can't create TaskIssue from logging event."],
        ["error", "Unable to process command '##vso[task.logissue type=note]y' successfully."],
        ["error", "issue type note is not an expected issue type."],
      ]);
      assert.equal(step.result, "Failed");
    });

    it("keeps ten errors and ten warnings, and logs all", async () => {
      const lines = Array.from({ length: 12 }, (_, index) => [
        `##vso[task.logissue type=error]e${index}`,
        `##vso[task.logissue type=warning]w${index}`,
      ]).flat();
      const step = await sandbox.runLines(lines);
      const kept = (type: string) => step.issues.filter((issue) => issue.type === type);
      assert.equal(kept("error").length, 10);
      assert.equal(kept("warning").at(-1)?.message, "w9");
      assert.deepEqual([step.errorCount, step.warningCount], [12, 12]);
      assert.equal(step.log.includes("##[error]e11"), true);
    });

    it("puts the place in front, relative to the repository if the file is there", async () => {
      sandbox.write("repository/home/mta-sts.txt", "");
      const { sources } = await new Promise<{ sources: string }>((resolve) => {
        void sandbox.run([standIn(({ workspace }) => resolve(workspace))]);
      });
      const issue = (file: string, rest: string) =>
        `##vso[task.logissue type=error;sourcepath=${file};${rest}]text`;
      const step = await sandbox.runLines([
        issue(`${sources}/home/mta-sts.txt`, "linenumber=3;columnnumber=7;code=policy-x"),
        issue(`${sources}/home/none.txt`, "linenumber=3"),
        issue("home/mta-sts.txt", "code=c"),
        issue("/etc/passwd", "code=c"),
        issue("a%00b\0c", "code=c"),
      ]);
      assert.deepEqual(
        step.issues.map(({ message }) => message),
        [
          "home/mta-sts.txt(3,7): error policy-x: text",
          `${sources}/home/none.txt(3,): error : text`,
          "home/mta-sts.txt(,): error c: text",
          "/etc/passwd(,): error c: text",
          "a%00b\0c(,): error c: text",
        ],
      );
      assert.equal(step.issues[0]?.properties.sourcepath, "home/mta-sts.txt");
    });

    it("does not run a command that sits in its data", async () => {
      const step = await sandbox.runLines([
        "##vso[task.logissue type=warning]x%0A##vso[task.complete result=Failed]y",
        "##vso[task.debug]##vso[task.complete result=Failed]",
      ]);
      assert.equal(step.result, "Succeeded");
      assert.deepEqual(step.log.slice(2, -1), [
        "##[warning]x",
        "##vso[task.complete result=Failed]y",
      ]);
    });
  });

  describe("task.complete", () => {
    it("merges to the worst, without an issue", async () => {
      const step = await sandbox.runLines([
        "##vso[task.complete result=SucceededWithIssues]almost",
        "##vso[task.complete result=Failed]no",
        "##vso[task.complete result=Succeeded]yes",
      ]);
      assert.equal(step.result, "Failed");
      assert.deepEqual(step.issues, []);
      assert.deepEqual([step.progress, step.currentOperation], [100, "yes"]);
    });

    for (const result of ["failed", "Cancelled", ""]) {
      it(`fails the step at the result '${result}'`, async () => {
        const step = await sandbox.runLines([`##vso[task.complete result=${result}]`]);
        assert.equal(step.issues[1]?.message, "Command doesn't have valid result value.");
        assert.equal(step.result, "Failed");
      });
    }
  });

  describe("task.setvariable", () => {
    const outputs = [
      "##vso[task.setvariable variable=Plain]1",
      "##vso[task.setvariable variable=Out;isoutput=true]2",
      "##vso[task.setvariable variable=keepCase;preservecase=True]3",
      "##vso[task.setvariable variable=token;issecret=true]s3cret-1",
      "##vso[task.setvariable variable=nested]<$(plain)$(TOKEN)>",
    ];

    it("reaches the environment of the next step, outputs under the step's name", async () => {
      let environment: Readonly<Record<string, string>> = {};
      const report = await sandbox.run([
        standIn(({ write }) => outputs.slice(0, 4).forEach(write), { name: "gate" }),
        standIn((context) => {
          environment = context.environment;
          context.write(`${context.variable("gate.out")} ${context.variable("TOKEN")}`);
        }),
      ]);
      assert.equal(environment.PLAIN, "1");
      assert.equal(environment.GATE_OUT, "2");
      assert.equal(environment.OUT, undefined);
      assert.equal(environment.keepCase, "3");
      assert.equal(environment.TOKEN, undefined);
      assert.equal(environment.SECRET_TOKEN, "s3cret-1");
      const names = JSON.parse(environment.VSTS_PUBLIC_VARIABLES ?? "") as string[];
      assert.equal(names.includes("gate.Out"), true);
      assert.equal(names.includes("token"), false);
      assert.deepEqual(report.steps[0]?.outputVariables, { Out: "2" });
      assert.equal(report.steps[1]?.log.includes("2 ***"), true);
      assert.equal(report.variables["gate.Out"], "2");
      assert.equal("token" in report.variables, false);
    });

    it("stores text that the next step expands, macros of secrets included", async () => {
      let nested: string | undefined;
      const report = await sandbox.run([
        standIn(({ write }) => outputs.forEach(write)),
        standIn(({ variable, environment }) => {
          nested = variable("nested");
          assert.equal(environment.NESTED, undefined);
        }),
      ]);
      assert.equal(nested, "<1s3cret-1>");
      assert.equal(report.result, "Succeeded");
    });

    it("warns when it overwrites what is read-only, or fails if that is forbidden", async () => {
      const lines = [
        "##vso[task.setvariable variable=Build.SourcesDirectory]/x",
        "##vso[task.setvariable variable=o;isreadonly=true]1",
        "##vso[task.setvariable variable=O]2",
      ];
      const lenient = await sandbox.runLines(lines);
      assert.deepEqual([lenient.warningCount, lenient.result], [2, "Succeeded"]);
      const strict = await sandbox.runLines(lines, {
        variables: { "agent.readOnlyVariables": "true" },
      });
      assert.deepEqual([strict.errorCount, strict.result], [4, "Failed"]);
    });

    it("refuses secrets of several lines and variables without a name", async () => {
      for (const line of ["variable=x;issecret=true]a%0Ab", "isoutput=true]a"]) {
        const step = await sandbox.runLines([`##vso[task.setvariable ${line}`]);
        assert.equal(step.result, "Failed");
      }
    });
  });

  it("task.setsecret masks from then on, in lines and in issues", async () => {
    const step = await sandbox.runLines([
      "##vso[task.setsecret]pa%5Dss",
      "it is pa]ss",
      "##vso[task.logissue type=error]pa]ss!",
    ]);
    assert.deepEqual(step.log.slice(2, -1), ["it is ***", "##[error]***!"]);
    assert.equal(step.issues[0]?.message, "***!");
  });

  it("task.prependpath puts the last folder first", async () => {
    let searched: string | undefined;
    await sandbox.run(
      [
        standIn(({ write }) => {
          for (const folder of ["/a", "/b", "/a"]) write(`##vso[task.prependpath]${folder}`);
        }),
        standIn(({ environment }) => {
          searched = environment.PATH;
        }),
      ],
      { environment: { PATH: "/usr/bin" } },
    );
    assert.equal(searched, "/a:/b:/usr/bin");
    assert.equal((await sandbox.runLines(["##vso[task.prependpath]"])).result, "Failed");
  });

  it("task.setprogress never goes back", async () => {
    const step = await sandbox.runLines([
      "##vso[task.setprogress value=70]more",
      "##vso[task.setprogress value=250x]less",
    ]);
    assert.deepEqual([step.progress, step.currentOperation], [70, "less"]);
    const full = await sandbox.runLines(["##vso[task.setprogress value=250]"]);
    assert.equal(full.progress, 100);
  });

  it("leaves %AZP25 alone with DECODE_PERCENTS=false", async () => {
    const line = "##vso[task.logissue type=warning]100%AZP25";
    const decoded = await sandbox.runLines([line]);
    const kept = await sandbox.runLines([line], { variables: { DECODE_PERCENTS: "False" } });
    assert.deepEqual(
      [decoded, kept].map(({ issues }) => issues[0]?.message),
      ["100%", "100%AZP25"],
    );
  });

  it("task.debug and what was processed show with System.Debug only", async () => {
    const lines = ["##vso[task.debug]a%0Ab", "##vso[task.setvariable variable=x]%3B"];
    const quiet = await sandbox.runLines(lines);
    assert.equal(quiet.log.length, 3);
    const loud = await sandbox.runLines(lines, { variables: { "System.Debug": "true" } });
    assert.deepEqual(loud.log.slice(2, -1), [
      "##[debug]a",
      "b",
      "##[debug]Processed: ##vso[task.setvariable variable=x];",
    ]);
  });

  it("task.logdetail needs an id, and first a name, a type and a known parent", async () => {
    const [one, two] = ["11111111-1111-1111-1111-111111111111", "2".repeat(32)];
    const detail = (properties: string) => `##vso[task.logdetail ${properties}]`;
    const good = await sandbox.runLines([
      detail(`id=${one};name=a;type=build`),
      detail(`id=${two};name=b;type=build;parentid={${one}}`),
      detail(`id=${two};state=Completed`),
    ]);
    assert.equal(good.result, "Succeeded");
    for (const properties of [
      "name=a;type=build",
      "id=x;name=a;type=build",
      `id=${"0".repeat(32)};name=a;type=build`,
      `id=${one};name=a`,
      `id=${one};type=build`,
      `id=${one};name=a;type=build;parentid=${two}`,
    ]) {
      assert.equal((await sandbox.runLines([detail(properties)])).result, "Failed", properties);
    }
    const moved = await sandbox.runLines([
      detail(`id=${one};name=a;type=build`),
      detail(`id=${one};parentid=${two}`),
    ]);
    assert.match(moved.issues[1]?.message ?? "", /Can't change parent/);
  });

  it("telemetry.publish of a third party is dropped", async () => {
    assert.equal((await sandbox.runLines(["##vso[telemetry.publish]"])).result, "Succeeded");
  });

  describe("uploads", () => {
    it("keep a copy of the file as it is when the command comes", async () => {
      const file = sandbox.write("a/report.md", "first");
      const report = await sandbox.run([
        standIn(({ write }) => {
          write(`##vso[task.uploadsummary]${file}`);
          write(`##vso[task.addattachment type=my.type;name=evidence]${file}`);
          write(`##vso[task.uploadfile]${file}`);
          write(`##vso[build.uploadlog]${file}`);
          write(`##vso[build.uploadsummary]${file}`);
          write(`##vso[artifact.upload artifactname=CodeAnalysisLogs]${file}`);
          write(`##vso[artifact.upload artifactname=x;containerfolder=y]${path.dirname(file)}`);
          write(`##vso[results.publish type=JUnit;resultFiles=${file},${file}]`);
          fs.writeFileSync(file, "second");
        }),
      ]);
      const uploads = report.steps[0]?.uploads ?? [];
      assert.equal(report.result, "Succeeded");
      for (const upload of uploads.filter(({ name }) => name !== "x")) {
        assert.equal(fs.readFileSync(upload.path, "utf8"), "first", upload.kind);
      }
      const place = (file: string) => path.relative(report.resultsFolder, file);
      assert.deepEqual(
        uploads.map((upload) => [upload.kind, upload.name, place(upload.path)]),
        [
          ["summary", "report.md", "attachments/1-Writer/DistributedTask.Core.Summary/report.md"],
          ["attachment", "evidence", "attachments/1-Writer/my.type/evidence"],
          [
            "file",
            "report.md",
            "attachments/1-Writer/DistributedTask.Core.FileAttachment/report.md",
          ],
          ["log", "CustomToolLog", "attachments/1-Writer/DistributedTask.Core.Log/CustomToolLog"],
          [
            "summary",
            "CustomMarkDownSummary-report.md",
            "attachments/1-Writer/DistributedTask.Core.Summary/CustomMarkDownSummary-report.md",
          ],
          ["artifact", "CodeAnalysisLogs", "artifacts/CodeAnalysisLogs/report.md"],
          ["artifact", "x", "artifacts/y"],
          ["testResults", "report.md", "test-results/1-Writer/report.md"],
          ["testResults", "report.md", "test-results/1-Writer/report.md"],
        ],
      );
      assert.deepEqual(fs.readdirSync(path.join(report.resultsFolder, "artifacts/y")), [
        "report.md",
      ]);
    });

    for (const line of [
      "##vso[task.uploadsummary]/no/such/file",
      "##vso[task.uploadsummary]",
      "##vso[task.uploadsummary].",
      "##vso[task.uploadfile]/no/such/file",
      "##vso[task.addattachment type=t;name=n]/no/such/file",
      "##vso[task.addattachment name=n]FILE",
      "##vso[task.addattachment type=t]FILE",
      "##vso[task.addattachment type=t;name=a/b]FILE",
      "##vso[task.addattachment type=..;name=..]FILE",
      "##vso[build.uploadlog]/no/such/file",
      "##vso[artifact.upload]FILE",
      "##vso[artifact.upload artifactname=a]",
      "##vso[artifact.upload artifactname=a]/no/such/file",
      "##vso[artifact.upload artifactname=../../..]FILE",
      "##vso[results.publish type=JUnit]",
      "##vso[results.publish]FILE",
      "##vso[results.publish type=JUnit]FILE,/no/such/file",
      "##vso[build.addbuildtag] ",
      "##vso[build.updatebuildnumber]",
    ]) {
      it(`fail the step: ${line}`, async () => {
        const file = sandbox.write("a/file", "");
        const step = await sandbox.runLines([line.replace("FILE", file)]);
        assert.deepEqual([step.result, outcomes(step)], ["Failed", ["failed"]]);
      });
    }

    it("of an empty folder is a warning", async () => {
      fs.mkdirSync(path.join(sandbox.folder, "empty"));
      const line = `##vso[artifact.upload artifactname=a]${sandbox.folder}/empty`;
      const step = await sandbox.runLines([line]);
      assert.deepEqual([step.warningCount, step.uploads, step.result], [1, [], "Succeeded"]);
    });

    it("build.addbuildtag trims, build.updatebuildnumber changes the variable", async () => {
      const report = await sandbox.run([
        standIn(({ write }) => {
          write("##vso[build.addbuildtag] mta-sts ");
          write("##vso[build.updatebuildnumber]7");
        }),
      ]);
      assert.deepEqual(report.buildTags, ["mta-sts"]);
      assert.equal(report.variables["Build.BuildNumber"], "7");
    });
  });

  describe("restrictions", () => {
    const lines = [
      "##vso[task.setvariable variable=mtaStsMode]enforce",
      "##vso[task.setvariable variable=other]x",
      "##vso[task.prependpath]/x",
      "##vso[build.addbuildtag]x",
      "##vso[task.logissue type=warning]x",
    ];
    const run = async (target: object) => {
      const { steps } = await sandbox.run([
        standIn(({ write }) => lines.forEach(write), { target }),
      ]);
      return steps[0] as StepReport;
    };

    it("of the step's target block commands and variables with a warning", async () => {
      const free = await run({});
      assert.deepEqual(outcomes(free), ["done", "done", "done", "done", "done"]);
      const restricted = await run({ commands: "restricted" });
      assert.deepEqual(outcomes(restricted), ["done", "done", "done", "blocked", "done"]);
      assert.match(
        restricted.issues[0]?.message ?? "",
        /##vso\[build.addbuildtag\] is not allowed/,
      );
      const listed = await run({ settableVariables: ["mtaSts*"] });
      assert.deepEqual(outcomes(listed), ["done", "blocked", "blocked", "done", "done"]);
      assert.match(listed.issues[0]?.message ?? "", /Setting variable 'other' has been disabled/);
      const none = await run({ settableVariables: "none" });
      assert.deepEqual(outcomes(none), ["blocked", "blocked", "blocked", "done", "done"]);
      assert.equal(none.result, "Succeeded");
    });
  });
});
