// Hundreds of domains in one run.
import assert from "node:assert/strict";
import { runGate } from "../support/gate";
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
