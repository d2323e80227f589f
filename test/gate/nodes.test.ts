// The packed task on every Node that an agent may start it with, over DNS and HTTPS.
import assert from "node:assert/strict";
import { INSTALL, type NodeVersion, nodeBinary } from "../../scripts/node-versions";
import { type GateRun, only, runGate, runRefused } from "../support/gate";
import { healthyDomain, policyText, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const FILES = { "mta-sts.txt": policyText(DOMAIN) };

/** How an agent comes to start each version. */
const AGENTS: readonly (readonly [
  NodeVersion,
  (binary: string) => Pick<GateRun, "nodes" | "agent">,
])[] = [
  [
    "20.18.2",
    (binary) => ({ nodes: { node20_1: binary }, agent: { version: "3.253.0", node24: "unknown" } }),
  ],
  ["20.20.2", (binary) => ({ nodes: { node20_1: binary } })],
  ["24.18.1", (binary) => ({ nodes: { node24: binary }, agent: { node24: "onNode24" } })],
];

describe("the packed task", () => {
  const worlds = worldStage();
  after(() => worlds.closeAll());

  for (const [version, agentOf] of AGENTS) {
    it(`judges a live domain on Node ${version}`, async function () {
      const binary = nodeBinary(version);
      if (binary === undefined) return skip(this, version);
      const world = await worlds.start({ domains: { [DOMAIN]: healthyDomain(DOMAIN) } });
      const inputs = { domain: DOMAIN, policyFile: "mta-sts.txt", ...world.inputs };
      const { step, problems } = await runGate(inputs, { files: FILES, ...agentOf(binary) });
      assert.deepEqual(problems, []);
      assert.equal(step.result, "Succeeded");
      assert.equal(world.https.requests.length, 1);
    });
  }

  it("says on Node 16 what it needs", async function () {
    const binary = nodeBinary("16.20.2");
    if (binary === undefined) return skip(this, "16.20.2");
    const run = { files: FILES, nodes: { node16: binary } };
    const { result, issues } = await runRefused({ stage: "lint" }, run);
    assert.equal(result, "Failed");
    const error = only(issues.filter(({ type }) => type === "error"));
    assert.match(error.message, /^MTA-STS Policy Gate needs Node 20 or later, .* Node 16\.20\.2: /);
  });
});

function skip(test: Mocha.Context, version: NodeVersion): void {
  console.log(`      skipped: Node ${version} is not installed (${INSTALL})`);
  test.skip(); // that Node is not installed here; with GATE_REQUIRE_ALL nodeBinary() fails instead
}
