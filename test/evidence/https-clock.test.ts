import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Faults } from "../../sandbox/internet/https-site";
import { type PolicyHost, startPolicyHost } from "../support/policy-host";

describe("HTTPS probe: its one clock", () => {
  let host: PolicyHost;
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  const slow: Readonly<Record<string, Faults>> = {
    tls: { delays: { tls: 2000 } },
    headers: { delays: { headers: 2000 } },
    body: { delays: { body: 2000 } },
    "body in pieces": { trickle: { octets: 1, everyMs: 50 } },
  };
  for (const [name, faults] of Object.entries(slow)) {
    it(`runs out in a slow ${name}`, async () => {
      host.become({ faults });
      const started = performance.now();
      const { exchanges, seconds } = await host.fetch({ timeoutSeconds: 0.5 });
      const took = (performance.now() - started) / 1000;
      assert.deepEqual(exchanges[0]?.failure, {
        code: "TIMEOUT",
        message: "the answer was not complete within 0.5 s",
        phase: name.split(" ")[0],
      });
      assert.ok(0.49 <= seconds && seconds <= took + 0.001 && took < 1.8, `${seconds} ${took}`);
    });
  }

  it("adds up all phases", async () => {
    host.become({ faults: { delays: { tls: 200, headers: 200, body: 200 } } });
    const { failure } = await host.exchange({ timeoutSeconds: 0.5 });
    assert.equal(failure?.code, "TIMEOUT");
    const { timings } = await host.exchange();
    const { tls = 0, headers = 0, body = 0 } = timings;
    assert.ok(tls >= 0.19 && headers >= 0.39 && body >= 0.59, JSON.stringify(timings));
  });

  it("counts from the first DNS question", async () => {
    host.become({});
    const before = host.server.serverNames.length;
    const fetched = await host.fetch({ startedAt: performance.now() - 1100, timeoutSeconds: 1 });
    assert.equal(fetched.exchanges[0]?.failure?.code, "TIMEOUT");
    assert.equal(fetched.exchanges[0]?.failure?.phase, "connect");
    assert.ok(fetched.seconds >= 1.1);
    assert.equal(host.server.serverNames.length, before, "nothing is connected to any more");
  });

  it("ends with the caller's signal at once", async () => {
    host.become({ faults: { breakOff: { phase: "headers", how: "silence" } } });
    const controller = new AbortController();
    const before = host.server.requests.length;
    const fetching = host.fetch({ signal: controller.signal });
    while (host.server.requests.length === before) await setTimeout(5);
    const aborted = performance.now();
    controller.abort();
    const { exchanges } = await fetching;
    assert.ok(performance.now() - aborted < 1000);
    assert.deepEqual(exchanges[0]?.failure, {
      code: "ABORTED",
      message: "the run was cancelled",
      phase: "headers",
    });
    const again = await host.exchange({ signal: controller.signal });
    assert.deepEqual([again.failure?.phase, again.failure?.code], ["connect", "ABORTED"]);
  });
});
