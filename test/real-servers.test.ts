// NSD, nginx and Postfix in place of the sandbox: what the gate says of a domain must not depend on who serves it.
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { findProgram } from "./real-servers/program";
import { type RealWorld, startRealWorld } from "./real-servers/real-world";
import { SCENARIOS } from "./real-servers/scenarios";
import { newFolder, problemsOf, runGate } from "./support/gate";
import { served, worldStage } from "./support/world";

const PROGRAMS = ["nsd", "nginx", "postfix"];

/** Why they cannot run here; undefined: they can. */
function hindrance(): string | undefined {
  if (process.getuid?.() !== 0) return "needs root, for the real ports";
  const missing = PROGRAMS.filter((name) => findProgram(name) === undefined);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(", ")}`;
}

/** Severity and check of every problem, by domain. */
async function verdicts(inputs: Readonly<Record<string, string>>) {
  const { report } = await runGate({
    stage: "monitor",
    domain: SCENARIOS.map(({ domain }) => domain).join("\n"),
    checkSmtp: "always",
    ...inputs,
  });
  return Object.fromEntries(
    report.domains.map((domain) => [domain.domain, [...problemsOf(domain)].sort()]),
  );
}

const EXPECTED = Object.fromEntries(
  SCENARIOS.map(({ domain, problems }) => [domain, [...problems].sort()]),
);

describe("scenarios of real servers", () => {
  const worlds = worldStage();
  let real: RealWorld | undefined;
  after(async () => {
    await Promise.all([worlds.closeAll(), real?.close()]);
  });

  it("have their verdicts in the sandbox", async () => {
    const world = await worlds.start({
      domains: Object.fromEntries(
        SCENARIOS.map(({ domain, policy, record, certificate = {}, isMissing }) => [
          domain,
          {
            mx: [[10, `mx.${domain}`]],
            record: [record],
            site: { certificate, answer: isMissing ? { status: 404 } : served(policy) },
          },
        ]),
      ),
      mxHosts: Object.fromEntries(
        SCENARIOS.map(({ domain, mxHost: { certificate = {}, offersNoStartTls = false } = {} }) => [
          `mx.${domain}`,
          { certificate, faults: { offersNoStartTls } },
        ]),
      ),
    });
    for (const { domain, firstServerRecord } of SCENARIOS) {
      if (firstServerRecord !== undefined) world.publishRecord(domain, [firstServerRecord], 1);
    }
    assert.deepEqual(await verdicts(world.inputs), EXPECTED);
  });

  const reason = hindrance();
  const isRequired = process.env.GATE_REQUIRE_ALL === "1";
  const title = reason === undefined || isRequired ? "" : ` (skipped: ${reason})`;
  it(`have the same verdicts on nsd, nginx and postfix${title}`, async function () {
    this.timeout(60_000);
    if (reason !== undefined && !isRequired) return this.skip(); // the reason is in the title
    assert.equal(reason, undefined, "GATE_REQUIRE_ALL wants real servers");
    const folder = await newFolder("real");
    // Postfix and NSD drop their rights and must still reach what is theirs.
    for (const path of [folder, `${folder}/..`]) chmodSync(path, 0o755);
    real = await startRealWorld(SCENARIOS, folder);
    assert.deepEqual(await verdicts(real.inputs), EXPECTED);
  });
});
