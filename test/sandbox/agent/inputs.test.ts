// Inputs, environment and folders that the agent emulator gives to a task.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { PipelineRun, Step } from "../../../sandbox/agent";
import { Sandbox } from "./fixture";

const SHOW = "require('fs').writeFileSync(process.env.SHOW, JSON.stringify(process.env))";

describe("agent emulator: what a task gets", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const environmentOf = async (
    inputs: readonly object[],
    step: Partial<Step> = {},
    options: Partial<PipelineRun> = {},
  ): Promise<Record<string, string>> => {
    const shown = path.join(sandbox.folder, "shown.json");
    const environment = { SHOW: shown, ...options.environment };
    const report = await sandbox.runScript(SHOW, {
      definition: { inputs },
      step,
      options: { ...options, environment },
    });
    assert.equal(report.result, "Succeeded", report.log.join("\n"));
    return JSON.parse(fs.readFileSync(shown, "utf8")) as Record<string, string>;
  };

  it("has every input, trimmed: the default, or what the step gives", async () => {
    const environment = await environmentOf(
      [
        { name: "stage", type: "string", defaultValue: " auto " },
        { name: "domain", type: "multiLine" },
        { name: "siteRoot", type: "string", aliases: ["appLocation"], defaultValue: "x" },
        { name: "flag", type: "boolean", defaultValue: true },
        { name: "cleared", type: "string", defaultValue: "x" },
        { name: "bom", type: "string" },
      ],
      {
        inputs: {
          DOMAIN: "\n a.example\nb.example \n",
          applocation: "home",
          cleared: "  ",
          bom: "\ufeffa",
        },
      },
    );
    assert.equal(environment.INPUT_STAGE, "auto");
    assert.equal(environment.INPUT_DOMAIN, "a.example\nb.example");
    assert.equal(environment.INPUT_SITEROOT, "home");
    assert.equal(environment.INPUT_FLAG, "true");
    assert.equal(environment.INPUT_CLEARED, "");
    assert.equal(environment.INPUT_BOM, "\ufeffa");
    assert.equal("INPUT_APPLOCATION" in environment, false);
  });

  it("has macros expanded once, from variables first and then from the agent's environment", async () => {
    const input = (name: string) => ({ name, type: "string" });
    const environment = await environmentOf(
      ["variable", "unknown", "ambient", "cased", "secret", "twice"].map(input),
      {
        inputs: {
          variable: "$(domain)/$(DOMAIN)",
          unknown: "$(no.such)",
          ambient: "$(FROM_AGENT)",
          cased: "$(from_agent)",
          secret: "$(token)",
          twice: "$(late)",
        },
        env: { MINE: " $(domain) $(FROM_AGENT) ", "agent.name": "x" },
      },
      {
        variables: { Domain: "a.example", late: "$(FROM_AGENT)" },
        secrets: { token: "s3cret" },
        environment: { FROM_AGENT: "ambient" },
      },
    );
    assert.equal(environment.INPUT_VARIABLE, "a.example/a.example");
    assert.equal(environment.INPUT_UNKNOWN, "$(no.such)");
    assert.equal(environment.INPUT_AMBIENT, "ambient");
    assert.equal(environment.INPUT_CASED, "$(from_agent)");
    assert.equal(environment.INPUT_SECRET, "s3cret");
    assert.equal(environment.INPUT_TWICE, "ambient");
    assert.equal(environment.MINE, "a.example ambient");
  });

  it("has filePath inputs absolute, an empty one as the root of the repository", async () => {
    const input = (name: string, type = "filePath") => ({ name, type });
    const environment = await environmentOf(
      [input("empty"), input("inside"), input("rooted"), input("plain", "string")],
      { inputs: { inside: "home/../a", rooted: "/etc/./x", plain: "home" } },
    );
    const sources = path.join(sandbox.root, "_work/1/s");
    assert.equal(environment.INPUT_EMPTY, sources);
    assert.equal(environment.INPUT_INSIDE, path.join(sources, "a"));
    assert.equal(environment.INPUT_ROOTED, "/etc/x");
    assert.equal(environment.INPUT_PLAIN, "home");
  });

  it("has the variables of agent, build and system, and the folders they name", async () => {
    sandbox.write("repository/home/a.txt", "x");
    const environment = await environmentOf([], { name: "gate", displayName: "The gate" });
    const work = path.join(sandbox.root, "_work");
    const folders: Readonly<Record<string, string>> = {
      AGENT_HOMEDIRECTORY: sandbox.root,
      AGENT_ROOTDIRECTORY: work,
      AGENT_WORKFOLDER: work,
      AGENT_TEMPDIRECTORY: `${work}/_temp`,
      AGENT_TOOLSDIRECTORY: `${work}/_tool`,
      AGENT_BUILDDIRECTORY: `${work}/1`,
      PIPELINE_WORKSPACE: `${work}/1`,
      SYSTEM_DEFAULTWORKINGDIRECTORY: `${work}/1/s`,
      BUILD_SOURCESDIRECTORY: `${work}/1/s`,
      BUILD_REPOSITORY_LOCALPATH: `${work}/1/s`,
      SYSTEM_ARTIFACTSDIRECTORY: `${work}/1/a`,
      BUILD_ARTIFACTSTAGINGDIRECTORY: `${work}/1/a`,
      BUILD_BINARIESDIRECTORY: `${work}/1/b`,
      COMMON_TESTRESULTSDIRECTORY: `${work}/1/TestResults`,
    };
    for (const [name, folder] of Object.entries(folders)) {
      assert.equal(environment[name], folder, name);
      assert.equal(fs.statSync(folder).isDirectory(), true, name);
    }
    assert.equal(fs.readFileSync(`${work}/1/s/home/a.txt`, "utf8"), "x");
    const values: Readonly<Record<string, string>> = {
      TF_BUILD: "True",
      AGENT_JOBSTATUS: "Succeeded",
      "agent.jobstatus": "Succeeded",
      SYSTEM_HOSTTYPE: "build",
      SYSTEM_CULTURE: "en-US",
      SYSTEM_TASKINSTANCENAME: "gate",
      SYSTEM_TASKDISPLAYNAME: "The gate",
      BUILD_REASON: "Manual",
      BUILD_SOURCEBRANCH: "refs/heads/main",
    };
    for (const [name, value] of Object.entries(values)) assert.equal(environment[name], value);
    for (const name of [
      ..."ID NAME VERSION MACHINENAME JOBNAME ISSELFHOSTED OS OSARCHITECTURE"
        .split(" ")
        .map((rest) => `AGENT_${rest}`),
      ..."TEAMPROJECT TEAMPROJECTID COLLECTIONID DEFINITIONID JOBID PLANID TIMELINEID TASKINSTANCEID"
        .split(" ")
        .map((rest) => `SYSTEM_${rest}`),
      ..."BUILDID BUILDNUMBER SOURCEVERSION REPOSITORY_NAME"
        .split(" ")
        .map((rest) => `BUILD_${rest}`),
      "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
    ]) {
      assert.notEqual(environment[name] ?? "", "", name);
    }
  });

  it("has the variables of a pull request, which the pipeline may replace", async () => {
    const environment = await environmentOf(
      [],
      {},
      {
        variables: {
          "build.reason": "PullRequest",
          "System.PullRequest.TargetBranch": "main",
          "Build.SourcesDirectory": "/elsewhere",
        },
      },
    );
    assert.equal(environment.BUILD_REASON, "PullRequest");
    assert.equal(environment.SYSTEM_PULLREQUEST_TARGETBRANCH, "main");
    assert.equal(environment.SYSTEM_PULLREQUEST_SOURCEBRANCH, "refs/heads/change");
    assert.equal(environment.BUILD_SOURCEBRANCH, "refs/pull/1/merge");
    assert.match(environment.BUILD_SOURCESDIRECTORY ?? "", /_work\/1\/s$/);
  });

  it("has secrets under SECRET_ only, lists of names, and the system connection", async () => {
    const environment = await environmentOf(
      [],
      {},
      {
        variables: { "my name": "v" },
        secrets: { "my.token": "s3cret" },
      },
    );
    assert.equal(environment.SECRET_MY_TOKEN, "s3cret");
    assert.equal("MY_TOKEN" in environment, false);
    assert.equal(environment.MY_NAME, "v");
    const names = (key: string) => JSON.parse(environment[key] ?? "") as string[];
    assert.deepEqual(names("VSTS_SECRET_VARIABLES"), ["System.AccessToken", "my.token"]);
    assert.equal(names("VSTS_PUBLIC_VARIABLES").includes("my name"), true);
    assert.equal(names("VSTS_PUBLIC_VARIABLES").includes("my.token"), false);
    assert.match(environment.ENDPOINT_URL_SYSTEMVSSCONNECTION ?? "", /^https:/);
    const token = environment.SECRET_SYSTEM_ACCESSTOKEN;
    assert.deepEqual(JSON.parse(environment.ENDPOINT_AUTH_SYSTEMVSSCONNECTION ?? ""), {
      parameters: { AccessToken: token },
      scheme: "OAuth",
    });
    assert.equal(environment.ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION, "OAuth");
    assert.equal(environment.ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN, token);
  });

  it("has nothing else of the emulator's own environment", async () => {
    process.env.LEAKED_FROM_EMULATOR = "x";
    try {
      const environment = await environmentOf([], {}, { environment: { GIVEN: "y" } });
      assert.equal("LEAKED_FROM_EMULATOR" in environment, false);
      assert.equal("NODE_OPTIONS" in environment, false);
      assert.equal(environment.PATH, process.env.PATH);
      assert.equal(environment.GIVEN, "y");
    } finally {
      delete process.env.LEAKED_FROM_EMULATOR;
    }
  });

  it("has inputs win over a variable that is called like one, and variables over env", async () => {
    const environment = await environmentOf(
      [{ name: "stage", type: "string", defaultValue: "auto" }],
      { env: { mine: "env", MINE: "env" } },
      { variables: { INPUT_STAGE: "injected", mine: "variable" } },
    );
    assert.equal(environment.INPUT_STAGE, "auto");
    assert.deepEqual([environment.mine, environment.MINE], ["env", "variable"]);
  });

  it("is not started with NUL in its environment", async () => {
    const report = await sandbox.runScript("", { options: { variables: { bad: "a\0b" } } });
    assert.match(report.issues[0]?.message ?? "", /BAD holds NUL/);
    assert.equal(report.result, "Failed");
  });

  it("finds the repository itself where it is used in place", async () => {
    const environment = await environmentOf([], {}, { checkout: "inPlace" });
    assert.equal(environment.BUILD_SOURCESDIRECTORY, sandbox.repository);
    assert.equal(environment.SYSTEM_DEFAULTWORKINGDIRECTORY, sandbox.repository);
    assert.equal(environment.PWD ?? sandbox.repository, sandbox.repository);
  });

  it("finds empty folders in each job, also after an earlier one", async () => {
    await sandbox.runScript(
      "require('fs').writeFileSync(process.env.AGENT_TEMPDIRECTORY + '/x', '')",
    );
    const left = path.join(sandbox.root, "_work/_temp/x");
    assert.equal(fs.existsSync(left), true);
    await sandbox.runScript("");
    assert.equal(fs.existsSync(left), false);
  });
});
