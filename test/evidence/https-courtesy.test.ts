// Hundreds of policy hosts at one address: few at a time, none held up by one that hangs, a dead address waited for once.
import assert from "node:assert/strict";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAuthority } from "../../sandbox/internet/certificates";
import { type HttpsServer, startHttpsServer } from "../../sandbox/internet/https-server";
import type { Site } from "../../sandbox/internet/https-site";
import { createPolicyFetcher } from "../../tasks/MtaStsGateV1/evidence/https";
import { FETCHES_PER_ADDRESS } from "../../tasks/MtaStsGateV1/evidence/https-courtesy";
import { HEALTHY, lineTo, POLICY_PATH } from "../support/policy-host";

const HOSTS = Array.from({ length: 40 }, (_, n) => `mta-sts.n${n}.example`);
const HANGS = { breakOff: { phase: "headers", how: "silence" } } as const;

describe("fetches from many hosts at one address", () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

  async function world(siteOf: (host: string) => Partial<Site>) {
    const authority = await createAuthority("Test Root");
    const certificate = await authority.issue({ dnsNames: ["*.example", ...HOSTS] });
    const healthy = { certificate, answer: HEALTHY };
    const server = await startHttpsServer({
      sites: Object.fromEntries(HOSTS.map((host) => [host, { ...healthy, ...siteOf(host) }])),
    });
    open.push(server);
    return { server, trustAnchorsPem: authority.certificatePem };
  }

  function fetcher(server: { readonly port: number }, trustAnchorsPem: string, seconds = 10) {
    const fetch = createPolicyFetcher({
      timeoutSeconds: seconds,
      connectTo: HOSTS.map((host) => lineTo(server.port, host)),
      trustAnchorsPem,
    });
    return (host: string) => fetch({ host, path: POLICY_PATH, addresses: [], dnsSeconds: 0 });
  }

  const hear = async (server: HttpsServer, connections: number) => {
    while (server.serverNames.length < connections) await sleep(5);
  };

  it("are a few at a time, and their clocks run when their turn comes", async () => {
    let open = 0;
    let most = 0;
    const answer = async () => {
      most = Math.max(most, ++open);
      await sleep(60);
      open--;
      return HEALTHY as { readonly body: string };
    };
    const { server, trustAnchorsPem } = await world(() => ({ answer }));
    const fetch = fetcher(server, trustAnchorsPem);
    const fetched = await Promise.all(HOSTS.map(fetch));
    assert.ok(most <= FETCHES_PER_ADDRESS && most > 1, `${most}`);
    assert.deepEqual(
      fetched.map(({ exchanges }) => exchanges[0]?.httpStatus),
      HOSTS.map(() => 200),
    );
    // The last of five rounds waited for four others, which is no slowness of its host.
    const first = Math.min(...fetched.map(({ seconds }) => seconds));
    const last = fetched.at(-1)?.seconds ?? 0;
    assert.ok(last < first + 0.2, `${first} ${last}`);
  });

  it("tell how long this process itself was busy", async () => {
    const { server, trustAnchorsPem } = await world(() => ({
      faults: { delays: { headers: 200 } },
    }));
    const fetch = fetcher(server, trustAnchorsPem);
    const fetching = fetch(HOSTS[0] ?? "");
    await hear(server, 1);
    const until = performance.now() + 600;
    while (performance.now() < until);
    const { busySeconds = 0, seconds } = await fetching;
    assert.ok(busySeconds >= 0.5 && busySeconds <= seconds, `${busySeconds} of ${seconds}`);
  });

  it("are not held up by hosts that hang", async () => {
    const { server, trustAnchorsPem } = await world((host) =>
      HOSTS.indexOf(host) < FETCHES_PER_ADDRESS * 2 ? { faults: HANGS } : {},
    );
    const fetch = fetcher(server, trustAnchorsPem, 4);
    const all = HOSTS.map(fetch);
    const first = Promise.race(all.slice(0, FETCHES_PER_ADDRESS * 2));
    const healthy = await Promise.race([Promise.all(all.slice(FETCHES_PER_ADDRESS * 2)), first]);
    assert.ok(Array.isArray(healthy), "a host that hangs came first");
    assert.ok(healthy.every(({ exchanges }) => exchanges[0]?.httpStatus === 200));
    const hung = await Promise.all(all.slice(0, FETCHES_PER_ADDRESS * 2));
    assert.deepEqual(
      [...new Set(hung.map(({ exchanges }) => exchanges[0]?.failure?.code))],
      ["TIMEOUT"],
    );
  });

  it("wait their full time at an address that answers others", async () => {
    const { server, trustAnchorsPem } = await world((host) =>
      host === HOSTS[0] ? {} : { faults: { ...HANGS } },
    );
    const fetch = fetcher(server, trustAnchorsPem, 0.3);
    await fetch(HOSTS[0] ?? "");
    await Promise.all(HOSTS.slice(1, 9).map(fetch));
    const late = await fetch(HOSTS[9] ?? "");
    assert.equal(late.exchanges[0]?.failure?.withinSeconds, undefined);
    assert.ok(late.seconds >= 0.29, `${late.seconds}`);
    await hear(server, 10);
  });

  it("wait a shorter time at an address that never answered any, and say how long", async () => {
    const silent = net.createServer();
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const sockets = new Set<net.Socket>();
    silent.on("connection", (socket) => sockets.add(socket));
    open.push({
      close: () => {
        for (const socket of sockets) socket.destroy();
        silent.close();
      },
    });
    const { trustAnchorsPem } = await world(() => ({}));
    // The clock of the first four begins long ago, so that their minute is over soon.
    const fetch = createPolicyFetcher({
      timeoutSeconds: 60,
      connectTo: HOSTS.map((host) => lineTo((silent.address() as AddressInfo).port, host)),
      trustAnchorsPem,
    });
    const late = (host: string, dnsSeconds: number) =>
      fetch({ host, path: POLICY_PATH, addresses: [], dnsSeconds });
    const first = await Promise.all(HOSTS.slice(0, 4).map((host) => late(host, 59.7)));
    const next = await late(HOSTS[5] ?? "", 14.7);
    assert.deepEqual(
      first.map(({ exchanges }) => exchanges[0]?.failure?.withinSeconds),
      [undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(next.exchanges[0]?.failure, {
      code: "TIMEOUT",
      message: "the answer was not complete within 15 s",
      withinSeconds: 15,
      phase: "tls",
    });
  });
});
