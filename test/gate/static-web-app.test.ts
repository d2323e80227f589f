// samples/static-web-app on the road of samples/README.md: from an empty repository to enforce, with the packed task and
// a stand-in for Static Web Apps that goes by the documented rules.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../../sandbox/agent";
import { deployStaticWebApp } from "../../sandbox/internet/static-web-app";
import type { World } from "../../sandbox/internet/world";
import {
  type Files,
  outcomeOf,
  type PipelineOutcome,
  problemsOf,
  runGate,
  runSteps,
} from "../support/gate";
import { samplePipeline, type YamlStep } from "../support/sample-pipeline";
import { ROOT } from "../support/sources";
import { filesOf } from "../support/tidy";
import { hashId, recordText, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const HOST = `mta-sts.${DOMAIN}`;
const SAMPLE = join(ROOT, "samples/static-web-app");
const POLICY = "home/.well-known/mta-sts.txt";
const CONFIG = "home/staticwebapp.config.json";

const FILES: Files = Object.fromEntries(
  filesOf(SAMPLE).map((path) => [path, readFileSync(join(SAMPLE, path), "utf8")]),
);
const TESTING = `${FILES[POLICY]}`;
const ENFORCE = TESTING.replace("testing", "enforce");

describe("samples/static-web-app", () => {
  const worlds = worldStage();
  let world: World;
  before(async () => {
    world = await worlds.start({
      domains: {
        [DOMAIN]: {
          mx: [[0, "contoso-com.mail.protection.outlook.com"]],
          record: [],
          site: { answer: { status: 404 } },
        },
      },
    });
  });
  after(() => worlds.closeAll());

  /** Runs the sample's own pipeline over these files. */
  async function runPipeline(files: Files): Promise<PipelineOutcome> {
    const [job] = samplePipeline("../static-web-app/azure-pipelines.yml").jobs;
    const steps = (job?.steps ?? []).filter(({ task }) => task !== undefined).map(stepOf);
    return runSteps(steps, { files, secrets: { token: "swa-deployment-token" } });
  }

  function stepOf({ task = "", displayName = "", condition = "", inputs = {} }: YamlStep): Step {
    const texts = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, `${value}`]),
    );
    const settings = { displayName, ...(condition === "" ? {} : { condition }) };
    if (task === "MtaStsGate@1") {
      const wait = texts.stage === "postDeploy" ? { waitMinutes: "0" } : {};
      return { task, ...settings, inputs: { ...texts, ...wait, ...world.inputs } };
    }
    assert.equal(task, "AzureStaticWebApp@0");
    return {
      standsFor: task,
      ...settings,
      inputs: texts,
      run: async ({ workspace }) => deploy(join(workspace.sources, texts.app_location ?? "")),
    };
  }

  async function deploy(folder: string): Promise<"Failed" | undefined> {
    const deployed = deployStaticWebApp({ folder });
    if ("refusal" in deployed) return "Failed";
    const certificate = await world.authority.issue({ dnsNames: [HOST] });
    world.https.setSite(HOST, { certificate, answer: deployed.answer });
    return undefined;
  }

  const results = ({ steps }: PipelineOutcome) => steps.map(({ result }) => result);
  const lint = (files: Files) => runGate({ stage: "lint", siteRoot: "/home" }, { files });

  it("passes every check as it is", async () => {
    const { report, evidence } = await lint(FILES);
    assert.deepEqual(report.domains[0]?.problems, []);
    const site = evidence.domains[0]?.site;
    assert.ok(site?.status === "found");
    assert.deepEqual(
      [site.value.root, site.value.deployers.map(({ path }) => path)],
      ["home", ["azure-pipelines.yml"]],
    );
  });

  // The steps below depend on each other, as they do on the road.
  it("is deployed before anything is announced", async () => {
    const outcome = await runPipeline(FILES);
    assert.deepEqual(results(outcome), ["Succeeded", "Succeeded", "Succeeded"]);
    assert.match(outcome.log, /next step: .*publish the TXT record/);
  });

  it("is announced by a record, and then there is nothing to do", async () => {
    world.publishRecord(DOMAIN, [recordText(hashId(TESTING))]);
    const outcome = await runPipeline(FILES);
    assert.deepEqual(results(outcome), ["Succeeded", "Succeeded", "Succeeded"]);
    const { report } = outcomeOf(outcome.steps[2], join(outcome.temp, "mta-sts-gate"));
    assert.deepEqual(report.domains.flatMap(problemsOf), []);
    assert.equal(report.domains[0]?.update.state, "unchanged");
  });

  it("comes to enforce: the policy first, then the id", async () => {
    const outcome = await runPipeline({ ...FILES, [POLICY]: ENFORCE });
    assert.deepEqual(results(outcome), ["Succeeded", "Succeeded", "SucceededWithIssues"]);
    assert.match(outcome.log, new RegExp(`publish the TXT record .*id=${hashId(ENFORCE)}`));
    world.publishRecord(DOMAIN, [recordText(hashId(ENFORCE))]);
    const { step, problems } = await runGate({ stage: "monitor", domain: DOMAIN, ...world.inputs });
    assert.deepEqual([step.result, problems], ["Succeeded", []]);
  });

  it("is stopped by the gate where a change would hide the policy", async () => {
    const login = JSON.stringify({ routes: [{ route: "/*", allowedRoles: ["authenticated"] }] });
    const outcome = await runPipeline({ ...FILES, [POLICY]: ENFORCE, [CONFIG]: login });
    assert.deepEqual(results(outcome), ["Failed", "Skipped", "Skipped"]);
    assert.match(outcome.log, /home\/staticwebapp\.config\.json\(1,41\): error site-route-roles/);
    const { step } = await runGate({ stage: "monitor", domain: DOMAIN, ...world.inputs });
    assert.equal(step.result, "Succeeded");
  });

  it("commands nobody from hosting files", async () => {
    const evil = "##vso[task.complete result=Succeeded]\u2028\u001b[2J##[error]x";
    const config = {
      [evil]: evil,
      routes: [{ route: `/*`, redirect: evil, [evil]: evil, headers: { [evil]: 1 } }],
      responseOverrides: { [evil]: [evil] },
      mimeTypes: { [evil]: evil },
      networking: { allowedIpRanges: [evil] },
      forwardingGateway: { requiredHeaders: { [evil]: evil } },
    };
    const { step, problems } = await lint({
      ...FILES,
      [CONFIG]: JSON.stringify(config),
      "home/static-web-app.config.json": evil,
      "home/mta-sts": evil,
      "public/.well-known/mta-sts.txt": evil,
      "home/routes.json": JSON.stringify({ routes: [{ route: evil }] }),
      [`${evil.replaceAll("/", "")}.yml`]: `- task: AzureStaticWebApp@0 ${evil}\n  app_location: ${evil}\n`,
    });
    assert.equal(step.result, "Failed");
    for (const check of ["route-redirect", "ip-ranges", "required-headers", "legacy-routes"]) {
      assert.ok(
        problems.some((problem) => problem.endsWith(` site-${check}`)),
        check,
      );
    }
    assert.ok(problems.includes("warning site-config-key"));
    assert.ok(problems.includes("error site-config-value"));
    const deep = await lint({ ...FILES, [CONFIG]: "[".repeat(20_000) });
    assert.deepEqual(deep.problems, ["error site-config-json"]);
  });

  it("would be refused by the service without its page, which the gate says first", async () => {
    const { "home/index.html": _page, ...files } = FILES;
    assert.deepEqual((await lint(files)).problems, ["error site-index-missing"]);
  });
});
