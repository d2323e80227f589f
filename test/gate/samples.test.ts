// The pipelines in samples/pipelines, run as they stand: the gate is real, the deployment is a copy, `az` is an imitation.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StandInContext, Step } from "../../sandbox/agent";
import { parseCondition } from "../../sandbox/agent/condition";
import type { World } from "../../sandbox/internet/world";
import { azCallsOf, recordSetChange } from "../support/azure-cli";
import { type Files, type PipelineOutcome, runSteps, type Texts } from "../support/gate";
import {
  samplePipeline,
  type YamlJob,
  type YamlPipeline,
  type YamlStep,
} from "../support/sample-pipeline";
import { ROOT } from "../support/sources";
import {
  hashId,
  healthyDomain,
  policyText,
  recordText,
  served,
  worldStage,
} from "../support/world";

const DOMAIN = "contoso.com";
const OLD = policyText(DOMAIN, { mode: "testing" });
const NEW = policyText(DOMAIN);
const TOKEN = "swa-deployment-token";

/** What differs between two runs of a sample. */
interface Play {
  readonly committed?: string;
  readonly reason?: string;
  readonly change?: (text: string) => string;
}

interface Played {
  /** By `job step`: results of the steps that the sample has, in their order. */
  readonly steps: readonly string[];
  readonly outcomes: readonly PipelineOutcome[];
}

describe("samples/pipelines", () => {
  const worlds = worldStage();
  let world: World;
  let texts: readonly string[];
  let deployed: string | undefined;
  beforeEach(async () => {
    texts = [recordText(hashId(OLD))];
    deployed = undefined;
    world = await worlds.start({
      domains: {
        [DOMAIN]: { ...healthyDomain(DOMAIN, OLD), record: texts },
        "fabrikam.com": healthyDomain("fabrikam.com"),
      },
    });
  });
  afterEach(() => worlds.closeAll());

  async function play(
    name: string,
    { committed = NEW, reason, change }: Play = {},
  ): Promise<Played> {
    const pipeline = samplePipeline(name, change);
    return runJobs(pipeline, {
      files: {
        "home/.well-known/mta-sts.txt": committed,
        "home/index.html": "<!doctype html><title>MTA-STS</title>\n",
      },
      variables: { "Build.Reason": reason ?? "IndividualCI" },
    });
  }

  async function runJobs(
    { jobs }: YamlPipeline,
    run: { readonly files: Files; readonly variables: Texts },
  ): Promise<Played> {
    const outputs = new Map<string, string>();
    const outcomes: PipelineOutcome[] = [];
    const steps: string[] = [];
    let status: PipelineOutcome["result"] = "Succeeded";
    for (const job of jobs) {
      const variables = { ...run.variables, ...valuesOf(job, outputs) };
      if (!isDue(job, status, run.variables)) {
        steps.push(`${job.name} Skipped`);
        status = "Skipped";
        continue;
      }
      const isCheckedOut = job.steps.some(({ checkout }) => checkout === "self");
      const planned = job.steps.filter(({ checkout }) => checkout === undefined).map(stepOf);
      const outcome = await runSteps(planned, {
        ...run,
        files: isCheckedOut ? run.files : {},
        variables,
        secrets: { token: TOKEN },
      });
      outcomes.push(outcome);
      for (const step of outcome.steps) {
        steps.push(`${job.name} ${step.displayName}: ${step.result}`.trim());
        for (const [key, value] of Object.entries(step.outputVariables)) {
          outputs.set(`${job.stage}.${job.name}.${step.name}.${key}`, value);
        }
      }
      if (outcome.result === "Failed") status = "Failed";
    }
    return { steps, outcomes };
  }

  /** What the sample's steps do here. */
  function stepOf({ task = "", checkout: _checkout, inputs = {}, ...settings }: YamlStep): Step {
    const texts = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, `${value}`]),
    );
    if (task === "MtaStsGate@1") {
      const wait = texts.stage === "postDeploy" ? { waitMinutes: "0" } : {};
      return { task, ...settings, inputs: { ...texts, ...wait, ...world.inputs } };
    }
    const doing = { "AzureStaticWebApp@0": deploy, "AzureCLI@2": runScript }[task];
    if (doing === undefined) throw new Error(`${task} has no stand-in`);
    return {
      standsFor: task,
      ...settings,
      inputs: texts,
      run: async (context) => {
        await doing(context);
        return undefined;
      },
    };
  }

  async function deploy({ inputs, workspace }: StandInContext): Promise<void> {
    assert.equal(inputs.azure_static_web_apps_api_token, TOKEN);
    assert.equal(inputs.skip_app_build, "true");
    const site = join(workspace.sources, inputs.app_location ?? "");
    assert.ok(existsSync(join(site, "index.html")), "Static Web Apps ask for a default file");
    deployed = readFileSync(join(site, ".well-known", "mta-sts.txt"), "utf8");
    const certificate = await world.authority.issue({ dnsNames: [`mta-sts.${DOMAIN}`] });
    world.https.setSite(`mta-sts.${DOMAIN}`, { certificate, answer: served(deployed) });
  }

  function runScript({ inputs }: StandInContext): void {
    assert.equal(inputs.scriptLocation, "inlineScript");
    for (const call of azCallsOf(inputs.inlineScript ?? "")) {
      const change = recordSetChange(call);
      assert.deepEqual([change.zone, change.name], [DOMAIN, "_mta-sts"]);
      texts = change.texts(texts);
      world.publishRecord(DOMAIN, texts);
    }
  }

  const results = ({ steps }: Played) => steps.map((line) => line.replace(/^.*: /, ""));

  it("are all run here", () => {
    const names = readdirSync(join(ROOT, "samples/pipelines"));
    const tests = ["samples.test.ts", "many-domains.test.ts"].map((file) =>
      readFileSync(join(__dirname, file), "utf8"),
    );
    const isRun = (name: string) =>
      tests.some((text) => text.includes(`${name}"`)) || name === "mta-sts-template.yml";
    assert.deepEqual(
      names.filter((name) => !isRun(name)),
      [],
    );
  });

  for (const name of ["static-web-app.yml", "uses-template.yml"]) {
    describe(name, () => {
      it("deploys a good change, and leaves the record to a person", async () => {
        const played = await play(name);
        assert.deepEqual(results(played), ["Succeeded", "Succeeded", "SucceededWithIssues"]);
        assert.equal(deployed, NEW);
        assert.deepEqual(texts, [recordText(hashId(OLD))]);
        const log = played.outcomes[0]?.log ?? "";
        assert.match(log, new RegExp(`next step: publish the TXT record .*id=${hashId(NEW)}`));
        assert.ok(!log.includes(TOKEN));
      });

      it("stops a bad change before it is deployed", async () => {
        const played = await play(name, {
          committed: policyText(DOMAIN, { mx: "mail.other.example" }),
        });
        assert.deepEqual(results(played), ["Failed", "Skipped", "Skipped"]);
        assert.equal(deployed, undefined);
      });

      it("deploys nothing in a pull request", async () => {
        const played = await play(name, { reason: "PullRequest" });
        assert.deepEqual(results(played), ["Succeeded", "Skipped", "Skipped"]);
        assert.equal(deployed, undefined);
      });
    });
  }

  describe("azure-dns.yml", () => {
    it("deploys first, then replaces the record: one is left", async () => {
      const played = await play("azure-dns.yml");
      assert.deepEqual(results(played), [
        "Succeeded",
        "Succeeded",
        "Succeeded",
        "Succeeded",
        "Succeeded",
      ]);
      assert.deepEqual(texts, [recordText(hashId(NEW))]);
    });

    it("leaves the record alone where the policy is the same", async () => {
      const played = await play("azure-dns.yml", { committed: OLD });
      assert.deepEqual(results(played)[3], "Skipped");
      assert.deepEqual(texts, [recordText(hashId(OLD))]);
    });

    it("changes nothing in a pull request", async () => {
      const played = await play("azure-dns.yml", { reason: "PullRequest" });
      assert.deepEqual(results(played).slice(1), Array(4).fill("Skipped"));
      assert.deepEqual([deployed, texts], [undefined, [recordText(hashId(OLD))]]);
    });

    it("fails with add-record in place of PUT, which leaves two records", async () => {
      const change = (text: string) =>
        text.replace(
          /az rest --method put[\s\S]*?\n\n/,
          `${addRecord("$(gate.mtaStsTxtRecord)")}\n\n`,
        );
      const played = await play("azure-dns.yml", { change });
      assert.equal(texts.length, 2);
      assert.equal(results(played).at(-1), "Failed");
      assert.match(played.outcomes[0]?.log ?? "", /record-several/);
    });

    it("has its record in quotes, for the shell ends a command at a semicolon", () => {
      const [, unquoted] = /-v "(.*)"/.exec(addRecord(recordText("1"))) ?? [];
      const script = addRecord(recordText("1")).replaceAll('"', "");
      assert.deepEqual(azCallsOf(script)[0]?.at(-1), "v=STSv1");
      assert.deepEqual(azCallsOf(addRecord(recordText("1")))[0]?.at(-1), unquoted);
    });
  });

  describe("stages-and-jobs.yml", () => {
    it("hands record and id on from job to job", async () => {
      const { steps, outcomes } = await play("stages-and-jobs.yml");
      assert.deepEqual(steps, [
        "policy MtaStsGate: Succeeded",
        "site AzureStaticWebApp: Succeeded",
        "site MtaStsGate: Succeeded",
        "record AzureCLI: Succeeded",
        "live MtaStsGate: Succeeded",
      ]);
      assert.deepEqual([deployed, texts], [NEW, [recordText(hashId(NEW))]]);
      assert.equal(outcomes.length, 4);
    });

    it("deploys nothing in a pull request, and confirms nothing", async () => {
      const { steps } = await play("stages-and-jobs.yml", { reason: "PullRequest" });
      assert.deepEqual(steps, [
        "policy MtaStsGate: Succeeded",
        "site Skipped",
        "record Skipped",
        "live Skipped",
      ]);
    });
  });

  describe("monitor.yml", () => {
    it("runs every night and at no commit", () => {
      const { trigger, pr, schedules } = samplePipeline("monitor.yml");
      assert.deepEqual([trigger, pr], ["none", "none"]);
      assert.match(schedules?.[0]?.cron ?? "", /^\d+ \d+ \* \* \*$/);
      assert.equal(schedules?.[0]?.always, true);
    });

    it("passes over healthy domains, and fails for one that is not", async () => {
      const good = await play("monitor.yml");
      assert.deepEqual(results(good), ["Succeeded"]);
      world.publishRecord(DOMAIN, []);
      const bad = await play("monitor.yml");
      assert.deepEqual(results(bad), ["Failed"]);
      assert.match(bad.outcomes[0]?.log ?? "", /contoso\.com: .*there is no MTA-STS TXT record/);
    });
  });
});

/** What adds a record beside the others. */
function addRecord(text: string): string {
  return `az network dns record-set txt add-record -g mail -z contoso.com -n _mta-sts -v "${text}"`;
}

/** Variables of a job: texts, and expressions over the outputs of earlier jobs. */
function valuesOf({ variables, stage }: YamlJob, outputs: ReadonlyMap<string, string>): Texts {
  const expression =
    /^\$\[ (?:stageDependencies\.(\w+)|dependencies)\.(\w+)\.outputs\['(\w+\.\w+)'\] \]$/;
  return Object.fromEntries(
    Object.entries(variables).map(([name, text]) => {
      const match = expression.exec(text);
      if (match === null) return [name, text];
      const [, from = stage, job, output] = match;
      const value = outputs.get(`${from}.${job}.${output}`);
      assert.notEqual(value, undefined, `${text} is no output of an earlier job`);
      return [name, value ?? ""];
    }),
  );
}

/** Whether a job runs after those before it; a skipped one is no success for those that wait for it. */
function isDue(
  { conditions }: YamlJob,
  status: PipelineOutcome["result"],
  variables: Texts,
): boolean {
  const state = { jobStatus: status, variable: (name: string) => variables[name] };
  return ["succeeded()", ...conditions].every((text) => parseCondition(text)(state));
}
