import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { type ProxyServer, startProxyServer } from "../../sandbox/internet/proxy-server";
import { fetchAlong } from "../../tasks/MtaStsGateV1/evidence/https";
import { planRoutes } from "../../tasks/MtaStsGateV1/evidence/https-routes";
import {
  bodyOf,
  lineTo,
  onlyExchange,
  POLICY,
  POLICY_HOST,
  POLICY_PATH,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";

const PUBLIC = ["192.0.2.1", "2001:db8::1"];
const PROXY = { url: "http://proxy.example:3128", bypass: [] };

function plan(
  addresses: readonly string[],
  settings: Partial<Parameters<typeof planRoutes>[1]> = {},
) {
  const request = { host: POLICY_HOST, path: POLICY_PATH, addresses };
  return planRoutes(request, { connectTo: [], ...settings });
}

describe("HTTPS probe: routes", () => {
  it("go straight to every public address, in order", () => {
    assert.deepEqual(plan(PUBLIC), {
      routes: [
        { address: "192.0.2.1", port: 443, via: "direct" },
        { address: "2001:db8::1", port: 443, via: "direct" },
      ],
      refusedAddresses: [],
    });
  });

  it("never go to an internal address", () => {
    const internal = ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fe80::1"];
    assert.deepEqual(plan([...internal, "192.0.2.1"]), {
      routes: [{ address: "192.0.2.1", port: 443, via: "direct" }],
      refusedAddresses: internal,
    });
    assert.deepEqual(plan(internal), { routes: [], refusedAddresses: internal });
    assert.deepEqual(plan(internal, { proxy: PROXY }), { routes: [], refusedAddresses: internal });
  });

  it("follow a connectTo line for the host and port 443, before addresses and proxy", () => {
    const line = {
      host: "MTA-STS.example.com.",
      port: 443,
      address: "127.0.0.1",
      addressPort: 8443,
    };
    const expected = {
      routes: [{ address: "127.0.0.1", port: 8443, via: "connectTo" }],
      refusedAddresses: [],
    };
    assert.deepEqual(plan(PUBLIC, { connectTo: [line] }), expected);
    assert.deepEqual(plan(["10.0.0.1"], { connectTo: [line], proxy: PROXY }), expected);
    for (const other of [{ host: "example.com" }, { port: 25 }]) {
      assert.deepEqual(plan(PUBLIC, { connectTo: [{ ...line, ...other }] }), plan(PUBLIC));
    }
  });

  it("lead through the proxy, once for all addresses", () => {
    const through = (address: string, port: number) => ({
      routes: [{ address, port, via: "proxy" }],
      refusedAddresses: [],
    });
    assert.deepEqual(plan(PUBLIC, { proxy: PROXY }), through("proxy.example", 3128));
    assert.deepEqual(plan([], { proxy: PROXY }), through("proxy.example", 3128));
    const proxy = { url: "http://[2001:db8::9]/", bypass: [] };
    assert.deepEqual(plan(PUBLIC, { proxy }), through("2001:db8::9", 80));
  });

  for (const [bypass, isBypassed] of [
    [["^https://mta-sts\\.example\\.com/"], true],
    [["MTA-STS"], true],
    [["example.org", "\\.txt$"], true],
    [["(", "example\\.com"], true],
    [["(", "*"], false],
    [["^http://"], false],
  ] as const) {
    it(`${isBypassed ? "pass by" : "take"} the proxy with the bypass list ${bypass}`, () => {
      const { routes } = plan(PUBLIC, { proxy: { ...PROXY, bypass } });
      assert.equal(routes[0]?.via, isBypassed ? "direct" : "proxy");
    });
  }
});

describe("HTTPS probe: several addresses and the proxy", () => {
  let host: PolicyHost;
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  const at = (address: string, port = host.server.port) =>
    ({ address, port, via: "direct" }) as const;
  const along = (routes: readonly ReturnType<typeof at>[], timeoutSeconds = 10) =>
    fetchAlong(
      { routes, refusedAddresses: [] },
      { host: POLICY_HOST, path: POLICY_PATH, addresses: [], startedAt: performance.now() },
      { timeoutSeconds, connectTo: [], trustAnchorsPem: host.authority.certificatePem },
    );

  it("tries each address by itself, in their order", async () => {
    host.become({});
    const { exchanges } = await along([at("127.0.0.2"), at("127.0.0.1"), at("127.0.0.3", 1)]);
    const seen = exchanges.map(({ address, failure, httpStatus }) => [
      address,
      failure?.code,
      httpStatus,
    ]);
    assert.deepEqual(seen, [
      ["127.0.0.2", "ECONNREFUSED", undefined],
      ["127.0.0.1", undefined, 200],
      ["127.0.0.3", "ECONNREFUSED", undefined],
    ]);
  });

  it("tries at most four at a time, under one clock", async () => {
    host.become({ faults: { breakOff: { phase: "headers", how: "silence" } } });
    const before = host.server.requests.length;
    const { exchanges, seconds } = await along(Array(6).fill(at("127.0.0.1")), 0.8);
    assert.deepEqual(
      exchanges.map(({ failure }) => `${failure?.phase} ${failure?.code}`),
      [...Array(4).fill("headers TIMEOUT"), ...Array(2).fill("connect TIMEOUT")],
    );
    assert.equal(host.server.requests.length, before + 4);
    assert.ok(seconds < 2);
  });

  it("answers without an exchange where no address is public", async () => {
    const fetched = await host.fetch({ connectTo: [], addresses: ["127.0.0.1", "10.1.2.3"] });
    assert.deepEqual(fetched.exchanges, []);
    assert.deepEqual(fetched.refusedAddresses, ["127.0.0.1", "10.1.2.3"]);
  });

  describe("through a proxy", () => {
    const credentials = { username: "agent", password: "pä:ss %40" };
    const target = `${POLICY_HOST}:443`;
    let proxy: ProxyServer;
    before(async () => {
      proxy = await startProxyServer({ targets: { [target]: host.server.port }, credentials });
    });
    after(() => proxy.close());
    beforeEach(() => host.become({}));

    const throughProxy = (settings: object = {}, changes: object = {}) =>
      host.fetch({
        connectTo: [],
        proxy: { url: `http://127.0.0.1:${proxy.port}`, bypass: [], credentials, ...settings },
        ...changes,
      });

    it("fetches inside a tunnel, credentials kept out of the result", async () => {
      const fetched = await throughProxy();
      const exchange = onlyExchange(fetched);
      assert.equal(exchange.failure, undefined);
      assert.equal(bodyOf(exchange), POLICY);
      assert.equal(exchange.certificate?.matchesHost, true);
      assert.deepEqual(
        [exchange.via, exchange.address, exchange.port],
        ["proxy", "127.0.0.1", proxy.port],
      );
      assert.deepEqual(proxy.tunnels.at(-1), { target, status: 200 });
      const secret = Buffer.from("agent:pä:ss %40").toString("base64");
      for (const word of ["agent", "pä:ss", secret]) {
        assert.ok(!JSON.stringify(fetched).includes(word), word);
      }
    });

    it("reports a proxy that wants other credentials", async () => {
      const wrong = { credentials: { username: "agent", password: "wrong" } };
      for (const settings of [wrong, { credentials: undefined }]) {
        const { failure } = onlyExchange(await throughProxy(settings));
        assert.deepEqual(failure, {
          code: "PROXY_407",
          message: "the proxy answered 407 to CONNECT",
          phase: "connect",
        });
      }
      assert.equal(proxy.tunnels.at(-1)?.status, 407);
    });

    it("reports a proxy that does not reach the host", async () => {
      const { failure } = onlyExchange(await throughProxy({}, { host: "mta-sts.example.org" }));
      assert.equal(failure?.code, "PROXY_502");
    });

    it("reports a proxy that is not there", async () => {
      const { failure } = onlyExchange(await throughProxy({ url: "http://127.0.0.1:1" }));
      assert.deepEqual([failure?.phase, failure?.code], ["connect", "ECONNREFUSED"]);
    });

    it("reports a proxy that never answers", async () => {
      const silent = net.createServer();
      silent.listen(0, "127.0.0.1");
      await once(silent, "listening");
      const url = `http://127.0.0.1:${(silent.address() as net.AddressInfo).port}`;
      const { failure } = onlyExchange(await throughProxy({ url }, { timeoutSeconds: 0.3 }));
      silent.close();
      assert.deepEqual([failure?.phase, failure?.code], ["connect", "TIMEOUT"]);
    });

    it("is bound by the same clock", async () => {
      host.become({ faults: { breakOff: { phase: "tls", how: "silence" } } });
      const { failure } = onlyExchange(await throughProxy({}, { timeoutSeconds: 0.6 }));
      assert.deepEqual([failure?.phase, failure?.code], ["tls", "TIMEOUT"]);
    });

    it("is not used for a host that has a connectTo line", async () => {
      const before = proxy.tunnels.length;
      const exchange = onlyExchange(
        await throughProxy({}, { connectTo: [lineTo(host.server.port)] }),
      );
      assert.equal(exchange.via, "connectTo");
      assert.equal(proxy.tunnels.length, before);
    });
  });
});
