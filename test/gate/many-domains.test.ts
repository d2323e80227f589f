// Hundreds of domains in one run.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { runGate, type Texts } from "../support/gate";
import { samplePipeline } from "../support/sample-pipeline";
import { textOf } from "../support/sources";
import { healthyDomain, policiesOf, policyText, worldStage } from "../support/world";

const DOMAINS = Array.from({ length: 200 }, (_, index) => `d${index}.example`);
const BAD = DOMAINS.filter((_, index) => index % 10 === 7);

describe("two hundred domains", () => {
  const worlds = worldStage();
  after(() => worlds.closeAll());

  it("are judged in one run, each on its own", async function () {
    this.timeout(60_000);
    const world = await worlds.start({
      domains: Object.fromEntries(DOMAINS.map((domain) => [domain, healthyDomain(domain)])),
    });
    const mistyped = BAD.map((domain) => [`${domain}.txt`, policyText(domain, { mode: "on" })]);
    const started = performance.now();
    const { step, report } = await runGate(
      { domain: DOMAINS.join("\n"), policyFile: "{domain}.txt", ...world.inputs },
      { files: { ...policiesOf(DOMAINS), ...Object.fromEntries(mistyped) } },
    );
    const seconds = (performance.now() - started) / 1000;
    assert.deepEqual(
      report.domains.map(({ domain }) => domain),
      DOMAINS,
    );
    assert.deepEqual(
      report.domains.filter(({ result }) => result !== "passed").map(({ domain }) => domain),
      BAD,
    );
    assert.equal(step.result, "Failed");
    assert.equal(step.errorCount, BAD.length);
    assert.equal(step.outputVariables.mtaStsResult, "failed");
    assert.match(step.log.at(-2) ?? "", /^Failed: d7\.example, .* and 14 more$/);
    assert.equal(world.https.requests.length, DOMAINS.length);
    assert.ok(seconds < 30, `${seconds} s`);
  });
});

describe("a job that runs three times (samples/pipelines/parallel.yml)", () => {
  const worlds = worldStage();
  after(() => worlds.closeAll());
  const SCHOOLS = Array.from({ length: 12 }, (_, index) => `school${index}.example`);
  const start = (domains: readonly string[]) =>
    worlds.start({
      domains: Object.fromEntries(domains.map((domain) => [domain, healthyDomain(domain)])),
    });

  /** The step of the sample on three agents, as the server numbers them. */
  async function runThree(domains: readonly string[], inputs: Texts, variables: Texts = {}) {
    const [job] = samplePipeline("parallel.yml").jobs;
    const sample = job?.steps.find(({ task }) => task === "MtaStsGate@1")?.inputs;
    assert.equal(parse(textOf("samples/pipelines/parallel.yml")).jobs[0].strategy.parallel, 3);
    return Promise.all(
      ["1", "2", "3"].map((position) =>
        runGate(
          { stage: `${sample?.stage}`, ...inputs, domain: domains.join("\n") },
          {
            variables: {
              "System.JobPositionInPhase": position,
              "System.TotalJobsInPhase": "3",
              "System.ParallelExecutionType": "MultiMachine",
              ...variables,
            },
          },
        ),
      ),
    );
  }

  it("checks every domain once, each job its share, and says so", async function () {
    this.timeout(60_000);
    const world = await start(SCHOOLS);
    const jobs = await runThree(SCHOOLS, { ...world.inputs, publishSarif: "true" });
    const shares = jobs.map(({ report }) => report.domains.map(({ domain }) => domain));
    assert.deepEqual([...shares.flat()].sort(), [...SCHOOLS].sort());
    assert.equal(world.https.requests.length, SCHOOLS.length);
    for (const [index, { step }] of jobs.entries()) {
      assert.equal(step.result, "Succeeded");
      const words = `checks ${shares[index]?.length} of 12 domains: job ${index + 1} of 3`;
      assert.ok(step.log.includes(words), step.log.slice(0, 5).join("\n"));
    }
    const named = (command: string) =>
      jobs.map(({ step }) => {
        const { data = "", properties } = step.commands.find(({ name }) => name === command) ?? {};
        return properties?.runtitle ?? data.replace(/^.*[/\\]/, "");
      });
    assert.deepEqual(named("artifact.upload"), [
      "mta-sts-gate-monitor-job1.sarif",
      "mta-sts-gate-monitor-job2.sarif",
      "mta-sts-gate-monitor-job3.sarif",
    ]);
    assert.deepEqual(named("results.publish"), [
      "MTA-STS Policy Gate (monitor) job 1 of 3",
      "MTA-STS Policy Gate (monitor) job 2 of 3",
      "MTA-STS Policy Gate (monitor) job 3 of 3",
    ]);
    assert.equal(new Set(named("task.uploadsummary")).size, 3);
  });

  it("passes where its share is empty, with a report and outputs", async () => {
    const world = await start(["contoso.com"]);
    const jobs = await runThree(["contoso.com"], world.inputs);
    assert.equal(jobs.flatMap(({ report }) => report.domains).length, 1);
    for (const { step, report } of jobs) {
      assert.equal(step.result, "Succeeded");
      assert.equal(report.result, "passed");
      assert.equal(step.outputVariables.mtaStsResult, "passed");
      assert.match(step.outputVariables.mtaStsReport ?? "", /mta-sts-gate\.json$/);
    }
    const empty = jobs.filter(({ report }) => report.domains.length === 0);
    for (const { step } of empty) {
      assert.ok(!step.commands.some(({ name }) => name === "results.publish"));
      assert.match(step.log.join("\n"), /^checks 0 of 1 domains: job \d of 3$/m);
    }
    assert.deepEqual(
      empty.map(({ step }) => step.outputVariables.mtaStsPolicyChanged),
      ["unknown", "unknown"],
    );
  });

  it("checks all domains in each job of a matrix", async () => {
    const domains = SCHOOLS.slice(0, 3);
    const world = await start(domains);
    const jobs = await runThree(domains, world.inputs, {
      "System.ParallelExecutionType": "MultiConfiguration",
    });
    for (const { report, step } of jobs) {
      assert.deepEqual(
        report.domains.map(({ domain }) => domain),
        domains,
      );
      assert.doesNotMatch(step.log.join("\n"), /job \d of 3/);
    }
  });
});
