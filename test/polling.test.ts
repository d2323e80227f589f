// The rhythm of postDeploy, by a fake clock: when it looks again, what it says, and when it stops.
import assert from "node:assert/strict";
import sinon from "sinon";
import type { Evidence } from "../tasks/MtaStsGateV1/evidence/types";
import type { Options } from "../tasks/MtaStsGateV1/options";
import { lookUntilSeen } from "../tasks/MtaStsGateV1/polling";
import { HEALTHY_POLICY, healthyEvidence, healthyOptions } from "./support/healthy";

const OLD_POLICY = HEALTHY_POLICY.replace("enforce", "testing");

describe("polling", () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
  });
  afterEach(() => clock.restore());

  /** Polls with evidence that changes at a moment; the seconds of each look and the lines said. */
  async function poll(
    options: Options,
    evidenceAt: (seconds: number) => Evidence,
    stopAt?: number,
  ) {
    const startedAt = Date.now();
    const controller = new AbortController();
    if (stopAt !== undefined) setTimeout(() => controller.abort(), stopAt * 1000);
    const looks: number[] = [];
    const lines: string[] = [];
    const done = lookUntilSeen(options, {
      look: async (domains) => {
        const seconds = (Date.now() - startedAt) / 1000;
        looks.push(seconds);
        return domains.map((policyDomain) => ({ ...evidenceAt(seconds), policyDomain }));
      },
      tell: (words) => lines.push(words),
      signal: controller.signal,
    });
    await clock.runAllAsync();
    return { evidence: await done, looks, lines };
  }

  const deployedAfter = (moment: number) => (seconds: number) =>
    healthyEvidence(HEALTHY_POLICY, seconds < moment ? OLD_POLICY : HEALTHY_POLICY);

  it("looks once where nothing is missing", async () => {
    const { looks, lines } = await poll(healthyOptions("postDeploy"), deployedAfter(0));
    assert.deepEqual(looks, [0]);
    assert.deepEqual(lines, []);
  });

  it("looks fast at first, then more slowly, until the policy is served", async () => {
    const { looks, lines, evidence } = await poll(healthyOptions("postDeploy"), deployedAfter(40));
    assert.deepEqual(looks, [0, 3, 8, 18, 33, 53]);
    assert.match(lines[0] ?? "", /^waiting: contoso\.com: .*testing.*; 300 s left$/);
    assert.deepEqual(evidence[0]?.policyResource, healthyEvidence().policyResource);
  });

  it("stops when waitMinutes are over, with a last look at the end", async () => {
    const options = healthyOptions("postDeploy", { waitMinutes: 1 });
    const { looks } = await poll(options, deployedAfter(Number.POSITIVE_INFINITY));
    assert.deepEqual(looks, [0, 3, 8, 18, 33, 53, 60]);
  });

  it("looks once with waitMinutes 0, and in every other stage", async () => {
    const never = deployedAfter(Number.POSITIVE_INFINITY);
    const none = healthyOptions("postDeploy", { waitMinutes: 0 });
    assert.deepEqual((await poll(none, never)).looks, [0]);
    assert.deepEqual((await poll(healthyOptions("preDeploy"), never)).looks, [0]);
  });

  it("ends at once when the job is cancelled", async () => {
    const never = deployedAfter(Number.POSITIVE_INFINITY);
    const { looks } = await poll(healthyOptions("postDeploy"), never, 10);
    assert.deepEqual(looks, [0, 3, 8]);
    assert.equal((Date.now() - Date.parse("2026-11-24T08:00:00Z")) / 1000, 10);
  });

  it("looks again only at the domains that still miss something, and keeps their order", async () => {
    const asked: (readonly string[])[] = [];
    const domains = ["slow.example", "ready.example"];
    const done = lookUntilSeen(healthyOptions("postDeploy", { domains }), {
      look: async (these) => {
        asked.push(these);
        return these.map((policyDomain) => {
          const isOld = policyDomain === "slow.example" && asked.length < 3;
          const evidence = healthyEvidence(HEALTHY_POLICY, isOld ? OLD_POLICY : HEALTHY_POLICY);
          return { ...evidence, policyDomain };
        });
      },
      tell: () => {},
      signal: new AbortController().signal,
    });
    await clock.runAllAsync();
    const evidence = await done;
    assert.deepEqual(asked, [domains, ["slow.example"], ["slow.example"]]);
    assert.deepEqual(
      evidence.map(({ policyDomain }) => policyDomain),
      domains,
    );
  });
});
