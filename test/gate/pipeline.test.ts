// Several steps in one job: what the gate hands on, and what the second look knows from the first.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { StandInContext, Step } from "../../sandbox/agent";
import type { World } from "../../sandbox/internet/world";
import { type GateRun, gateStep, outcomeOf, runSteps, type Texts } from "../support/gate";
import { healthyDomain, policyText, recordText, served, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const OLD = policyText(DOMAIN, { mode: "testing" });
const NEW = policyText(DOMAIN);
const RUN: GateRun = { files: { "mta-sts.txt": NEW } };

describe("a pipeline", () => {
  const worlds = worldStage();
  let world: World;
  beforeEach(async () => {
    world = await worlds.start({
      domains: {
        [DOMAIN]: { ...healthyDomain(DOMAIN, OLD), record: [recordText("20260101000000Z")] },
      },
    });
  });
  afterEach(() => worlds.closeAll());

  const gate = (name: string, inputs: Texts = {}, settings: Partial<Step> = {}) =>
    gateStep(
      {
        domain: DOMAIN,
        policyFile: "mta-sts.txt",
        reportFolder: "$(Agent.TempDirectory)/mta-sts-gate",
        ...world.inputs,
        ...inputs,
      },
      { name, ...settings },
    );
  const act = (
    name: string,
    run: (context: StandInContext) => unknown,
    inputs: Texts = {},
  ): Step => ({
    standsFor: name,
    inputs,
    run: async (context) => {
      await run(context);
      return undefined;
    },
  });
  const deploy = act("AzureStaticWebApp@0", async () => {
    const certificate = await world.authority.issue({ dnsNames: [`mta-sts.${DOMAIN}`] });
    world.https.setSite(`mta-sts.${DOMAIN}`, { certificate, answer: served(NEW) });
  });
  const postDeploy = (inputs: Texts = {}) =>
    gate("after", { stage: "postDeploy", waitMinutes: "0", ...inputs });

  it("hands single lines on to the next step", async () => {
    const seen: Record<string, string> = {};
    const { steps } = await runSteps(
      [
        gate("before"),
        act(
          "AzureCLI@2",
          ({ inputs, environment }) =>
            Object.assign(seen, inputs, { environment: environment.BEFORE_MTASTSRESULT }),
          {
            result: "$(before.mtaStsResult)",
            mode: "$(before.mtaStsMode)",
            changed: "$(before.mtaStsPolicyChanged)",
            live: "$(before.mtaStsLiveId)",
            next: "$(before.mtaStsNextId)",
            record: "$(before.mtaStsTxtRecord)",
            report: "$(before.mtaStsReport)",
          },
        ),
      ],
      RUN,
    );
    const { next = "", report = "", ...rest } = seen;
    assert.deepEqual(rest, {
      result: "passed",
      mode: "enforce",
      changed: "true",
      live: "20260101000000Z",
      record: recordText(next),
      environment: "passed",
    });
    assert.match(next, /^20[0-9]{12}Z$/);
    assert.ok(report.endsWith("/mta-sts-gate.json"));
    for (const value of Object.values(seen)) assert.doesNotMatch(value, /[\r\n]|^$/);
    assert.equal(Object.keys(steps[0]?.outputVariables ?? {}).length, 7);
  });

  it("knows after the deployment that the body changed and the id did not", async () => {
    const { steps, temp } = await runSteps([gate("before"), deploy, postDeploy()], RUN);
    const { problems, report } = outcomeOf(steps[2], join(temp, "mta-sts-gate"));
    assert.deepEqual(problems, ["warning id-stale"]);
    assert.equal(report.domains[0]?.update.state, "deployed, id old");
    const pipeline = await runSteps(
      [postDeploy({ idUpdate: "pipeline", previousId: "20260101000000Z" })],
      RUN,
    );
    assert.equal(
      pipeline.result,
      "Failed",
      "in another job by previousId, and an error where a step should have moved it",
    );
  });

  it("remembers what was seen first, whatever a repeated look before the deployment sees", async () => {
    const again = gate("again");
    const { steps, temp } = await runSteps([gate("before"), deploy, again, postDeploy()], RUN);
    assert.equal(steps[2]?.result, "Succeeded");
    const { problems } = outcomeOf(steps[3], join(temp, "mta-sts-gate"));
    assert.deepEqual(problems, ["warning id-stale"]);
  });

  it("is content where the id moved with the body", async () => {
    const publish = act(
      "AzureCLI@2",
      ({ inputs }) => world.publishRecord(DOMAIN, [inputs.record ?? ""]),
      { record: "$(before.mtaStsTxtRecord)" },
    );
    const steps = [gate("before"), deploy, publish, postDeploy({ idUpdate: "pipeline" })];
    const { result, steps: done, temp } = await runSteps(steps, RUN);
    assert.equal(result, "Succeeded");
    assert.deepEqual(outcomeOf(done[3], join(temp, "mta-sts-gate")).problems, []);
  });

  it("stops at a bad policy, so that nothing is deployed", async () => {
    const { result, steps } = await runSteps([gate("before"), deploy], {
      files: { "mta-sts.txt": policyText(DOMAIN, { mx: "mail.example.net" }) },
    });
    assert.equal(result, "Failed");
    assert.equal(steps[1]?.result, "Skipped");
    assert.equal(world.https.requests.length, 1);
  });
});
