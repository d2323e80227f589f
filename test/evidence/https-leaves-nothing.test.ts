import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { createAuthority } from "../../sandbox/internet/certificates";
import type { Faults } from "../../sandbox/internet/https-site";
import { startProxyServer } from "../../sandbox/internet/proxy-server";
import { openTimers, socketsOfEach } from "../support/after-each";
import {
  type FetchChanges,
  HEALTHY,
  POLICY_HOST,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";

describe("HTTPS probe: what it leaves behind", () => {
  let host: PolicyHost;
  const sockets = socketsOfEach();
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  async function leavesNothing(changes: FetchChanges, connections = 1): Promise<void> {
    await setImmediate(); // mocha starts its own timer only now
    const before = openTimers();
    await host.fetch(changes);
    assert.equal(openTimers(), before, "timers");
    assert.equal(sockets.length, connections);
    for (const socket of sockets) assert.equal(socket.closed, true, "a socket is still open");
  }

  it("nothing after a good answer", () => {
    host.become({});
    return leavesNothing({});
  });

  it("nothing after a body that is too long", () => {
    host.become({ answer: { body: "p".repeat(1_000_000) } });
    return leavesNothing({});
  });

  for (const phase of ["tls", "headers", "body"] as const) {
    for (const how of ["close", "reset", "silence"] as const) {
      it(`nothing after ${how} before ${phase}`, () => {
        const faults: Faults = { breakOff: { phase, how } };
        host.become({ faults });
        return leavesNothing({ timeoutSeconds: 0.1 });
      });
    }
  }

  it("nothing where the time was over before", () =>
    leavesNothing({ startedAt: performance.now() - 1000, timeoutSeconds: 0.5 }, 0));

  it("nothing after the caller's signal, not even a listener on it", async () => {
    host.become({ faults: { breakOff: { phase: "headers", how: "silence" } } });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30).unref();
    await leavesNothing({ signal: controller.signal });
    assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
  });

  it("no listener on the caller's signal where it never came to it", async () => {
    host.become({});
    const { signal } = new AbortController();
    await leavesNothing({ signal });
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });

  it("no warning where many fetches share a signal", async () => {
    host.become({});
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 16 }, () => host.fetch({ signal })));
    await setImmediate();
    process.off("warning", onWarning);
    assert.deepEqual(warnings, []);
  });

  describe("with the agent's CA", () => {
    let changes: FetchChanges;
    before(async () => {
      const agentCa = await createAuthority("Agent CA");
      const certificate = await agentCa.issue({ dnsNames: [POLICY_HOST] });
      changes = { host: "untrusted.example", agentCaPem: agentCa.certificatePem };
      host.server.setSite("untrusted.example", { certificate, answer: HEALTHY });
      const faults: Faults = { breakOff: { phase: "headers", how: "silence" } };
      host.server.setSite("silent.example", { certificate, answer: HEALTHY, faults });
    });

    it("nothing after the second handshake", () => leavesNothing(changes, 2));

    it("no second handshake where the time is over", () =>
      leavesNothing({ ...changes, host: "silent.example", timeoutSeconds: 0.5 }));
  });

  it("nothing after a proxy's answers", async () => {
    host.become({});
    const targets = { [`${POLICY_HOST}:443`]: host.server.port };
    const proxy = await startProxyServer({ targets });
    try {
      const url = `http://127.0.0.1:${proxy.port}`;
      // The proxy in this process makes the second one.
      await leavesNothing({ connectTo: [], proxy: { url, bypass: [] } }, 2);
      sockets.length = 0;
      await leavesNothing({ connectTo: [], proxy: { url, bypass: [] }, host: "other.example" });
    } finally {
      await proxy.close();
    }
  });
});
