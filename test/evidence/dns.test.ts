import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, FaultKind } from "../../sandbox/internet/dns-faults";
import type { DnsServer } from "../../sandbox/internet/dns-server";
import type { Zones } from "../../sandbox/internet/dns-zones";
import type { LookupType } from "../../tasks/MtaStsGateV1/evidence/dns-chain";
import { QUESTIONS_AT_ONCE } from "../../tasks/MtaStsGateV1/evidence/dns-courtesy";
import { parseResolver } from "../../tasks/MtaStsGateV1/evidence/dns-resolvers";
import { BRISK, CALM, dnsStage, found, HASTY, told } from "../support/dns";

const RECORD = "_mta-sts.contoso.com";
const FALLBACK = { nameServers: "fallback" } as const;
const HASTY_ONLY = { patience: { resolver: HASTY, discovery: HASTY, nameServer: HASTY } };

const ZONES: Zones = {
  "contoso.com": {
    "contoso.com": {
      MX: [
        [20, "MX2.Contoso.com"],
        [10, "mx1.contoso.com"],
      ],
    },
    [RECORD]: { ttl: 600, TXT: ["v=STSv1; id=1;"] },
    "txt.contoso.com": { TXT: [["one", "", "t\xc3\xa4\0"], [""], "two"] },
    "null.contoso.com": { MX: [[0, ""]] },
    "web.contoso.com": {
      A: ["192.0.2.2", "192.0.2.1"],
      AAAA: ["2001:0DB8:0:0:0:0:0:1"],
    },
    "big.contoso.com": { TXT: Array.from({ length: 20 }, (_, n) => `${n}`.repeat(100)) },
    "alias.contoso.com": { ttl: 300, CNAME: "second.contoso.com" },
    "second.contoso.com": { ttl: 100, CNAME: RECORD },
    "to-nothing.contoso.com": { CNAME: "nothing.contoso.com" },
    "to-web.contoso.com": { CNAME: "web.contoso.com" },
    "away.contoso.com": { CNAME: "x.fabrikam.example" },
    "loop.contoso.com": { CNAME: "loop2.contoso.com" },
    "loop2.contoso.com": { CNAME: "loop.contoso.com" },
    "self.contoso.com": { CNAME: "self.contoso.com" },
    "hostile.contoso.com": { CNAME: "\x1b[2J##vso[task.complete]\r\n.contoso.com" },
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [
        `l${n}.contoso.com`,
        { CNAME: `l${n + 1}.contoso.com` },
      ]),
    ),
    "l9.contoso.com": { TXT: ["end"] },
  },
};

describe("a look-up through the resolver", () => {
  const stage = dnsStage();
  afterEach(() => stage.closeAll());

  async function ask(
    type: LookupType,
    name: string,
    faults: readonly Fault[] = [],
    settings: object = {},
  ) {
    const server = await stage.server(ZONES, "resolver", faults);
    const lookup = await stage.resolver([server], settings).lookup(type, name, FALLBACK);
    return { server, lookup, resolver: lookup.resolver };
  }

  it("finds TXT records with TTL, server and AA, and skips the name servers", async () => {
    const { server, lookup } = await ask("TXT", "_MTA-STS.Contoso.COM.");
    const { seconds, ...answer } = found(lookup.resolver);
    assert.ok(seconds >= 0 && seconds < 5);
    assert.deepEqual(answer, {
      records: [["v=STSv1; id=1;"]],
      ttl: 600,
      chain: [],
      authoritative: false,
      server: `127.0.0.1:${server.port}`,
    });
    assert.equal(lookup.name, RECORD);
    assert.equal(lookup.type, "TXT");
    assert.deepEqual(lookup.nameServers, { status: "skipped", reason: "the resolver answered" });
  });

  it("keeps the order of records and strings, odd octets and empty strings", async () => {
    const { resolver } = await ask("TXT", "txt.contoso.com");
    assert.deepEqual(found(resolver).records, [["one", "", "t\xc3\xa4\0"], [""], ["two"]]);
  });

  it("finds MX records in the order of the answer, lower-case, and the null MX", async () => {
    const { resolver } = await ask("MX", "contoso.com");
    assert.deepEqual(found(resolver).records, [
      { preference: 20, exchange: "mx2.contoso.com" },
      { preference: 10, exchange: "mx1.contoso.com" },
    ]);
    const nullMx = await ask("MX", "null.contoso.com");
    assert.deepEqual(found(nullMx.resolver).records, [{ preference: 0, exchange: "" }]);
  });

  it("finds addresses of both families", async () => {
    const { resolver } = await ask("A", "web.contoso.com");
    assert.deepEqual(found(resolver).records, ["192.0.2.2", "192.0.2.1"]);
    const v6 = await ask("AAAA", "web.contoso.com");
    assert.deepEqual(found(v6.resolver).records, ["2001:db8::1"]);
  });

  it("compares names without regard to case", async () => {
    const { resolver } = await ask("TXT", "alias.contoso.com", [{ kind: "upper-case" }]);
    assert.deepEqual(found(resolver).records, [["v=STSv1; id=1;"]]);
  });

  it("asks with RD and EDNS, each time with a new id from a new port", async () => {
    const server = await stage.server(ZONES);
    const resolver = stage.resolver([server]);
    const names = Array.from({ length: 20 }, (_, n) => `n${n}.contoso.com`);
    await Promise.all(names.map((name) => resolver.lookup("A", name, FALLBACK)));
    assert.equal(server.questions.length, 20);
    assert.ok(server.questions.every(({ recursionDesired, edns }) => recursionDesired && edns));
    assert.ok(new Set(server.questions.map(({ id }) => id)).size > 15);
    assert.ok(new Set(server.questions.map(({ fromPort }) => fromPort)).size > 15);
  });

  it("asks each question once for all who want it, until it is closed", async () => {
    const server = await stage.server(ZONES);
    const resolver = stage.resolver([server]);
    const look = () => resolver.lookup("TXT", RECORD, FALLBACK);
    const [first, second] = await Promise.all([look(), look()]);
    assert.deepEqual(await look(), first);
    assert.deepEqual(second, first);
    assert.equal(server.questions.length, 1);
    server.setZones({});
    assert.equal(
      told((await stage.resolver([server]).lookup("TXT", RECORD, FALLBACK)).resolver),
      "absent NXDOMAIN",
    );
  });

  describe("tells the kinds of no answer apart", () => {
    it("NXDOMAIN and NODATA", async () => {
      const none = await ask("TXT", "none.contoso.com");
      assert.deepEqual(none.resolver, {
        status: "absent",
        code: "NXDOMAIN",
        detail: 'the name "none.contoso.com" does not exist',
      });
      const noData = await ask("MX", "web.contoso.com");
      assert.deepEqual(noData.resolver, {
        status: "absent",
        code: "NODATA",
        detail: '"web.contoso.com" has no MX record',
      });
    });

    it("NODATA where the server gives no SOA with it", async () => {
      const { resolver } = await ask("MX", "web.contoso.com", [{ kind: "no-authority" }]);
      assert.equal(told(resolver), "absent NODATA");
    });

    const FAILURES: readonly (readonly [FaultKind["kind"], string])[] = [
      ["servfail", "SERVFAIL"],
      ["refused", "REFUSED"],
      ["formerr", "FORMERR"],
      ["notimp", "NOTIMP"],
      ["silence", "TIMEOUT"],
      ["garbage", "BAD_ANSWER"],
      ["cut-off", "BAD_ANSWER"],
      ["wrong-id", "BAD_ANSWER"],
      ["wrong-question", "BAD_ANSWER"],
      ["wrong-owner", "BAD_ANSWER"],
    ];
    for (const [kind, code] of FAILURES) {
      it(`${kind}: ${code}`, async () => {
        const faults = [{ kind } as Fault];
        const isSlow = code === "TIMEOUT" || kind.startsWith("wrong-");
        const settings = isSlow ? HASTY_ONLY : {};
        const { server, resolver } = await ask("TXT", RECORD, faults, settings);
        assert.equal(told(resolver), `failed ${code}`);
        const message = resolver.status === "failed" ? resolver.error.message : "";
        assert.match(
          message,
          /^no usable answer to the TXT question for "_mta-sts\.contoso\.com" in \d tries: /,
        );
        assert.ok(message.endsWith(`${code} from 127.0.0.1:${server.port}`), message);
      });
    }

    it("a port that nobody listens at: ECONNREFUSED", async () => {
      const server = await stage.server(ZONES);
      await server.close();
      const { resolver } = await stage.resolver([server]).lookup("TXT", RECORD, FALLBACK);
      assert.equal(told(resolver), "failed ECONNREFUSED");
    });

    it("a referral instead of an answer: REFERRAL", async () => {
      const zones = { com: { "contoso.com": { NS: ["ns1.contoso.com"] } } };
      const server = await stage.server(zones, "authoritative");
      const { resolver } = await stage.resolver([server]).lookup("TXT", RECORD, FALLBACK);
      assert.equal(told(resolver), "failed REFERRAL");
    });

    it("a name that cannot be asked for: BAD_NAME, without a question", async () => {
      const { server, resolver } = await ask("TXT", `${"x".repeat(64)}.contoso.com`);
      assert.equal(told(resolver), "failed BAD_NAME");
      assert.equal(server.questions.length, 0);
    });
  });

  describe("is patient", () => {
    it("asks again after lost packets", async () => {
      const patience = { resolver: { ...CALM, tries: [0.05, 0.05, 5] } };
      const { server, resolver } = await ask("TXT", RECORD, [{ kind: "silence", times: 2 }], {
        patience,
      });
      assert.equal(found(resolver).records.length, 1);
      assert.equal(server.questions.length, 3);
      assert.ok(found(resolver).seconds >= 0.1);
    });

    for (const kind of ["servfail", "refused"] as const) {
      it(`asks again after ${kind}, with a pause`, async () => {
        const patience = { resolver: { ...CALM, pause: 0.05 } };
        const { server, resolver } = await ask("TXT", RECORD, [{ kind, times: 2 }], { patience });
        assert.ok(found(resolver).seconds >= 0.15);
        assert.equal(server.questions.length, 3);
      });
    }

    it("ends after its tries, and within its limit", async () => {
      const three = await ask("TXT", RECORD, [{ kind: "servfail" }]);
      assert.equal(three.server.questions.filter(({ type }) => type === "TXT").length, 3);
      const patience = { resolver: { ...CALM, limit: 0.1 }, discovery: HASTY, nameServer: HASTY };
      const started = performance.now();
      const limited = await ask("TXT", RECORD, [{ kind: "silence" }], { patience });
      assert.equal(told(limited.resolver), "failed TIMEOUT");
      assert.ok(performance.now() - started < 3000);
    });

    it("turns to the next resolver, and stays with the one that answers", async () => {
      const silent = await stage.server(ZONES, "resolver", [{ kind: "silence" }]);
      const refusing = await stage.server(ZONES, "resolver", [{ kind: "refused" }]);
      const good = await stage.server(ZONES);
      const patience = { resolver: { ...CALM, tries: [0.05, 5] } };
      const resolver = stage.resolver([silent, refusing, good], { patience });
      const first = await resolver.lookup("TXT", RECORD, FALLBACK);
      assert.equal(found(first.resolver).server, `127.0.0.1:${good.port}`);
      await resolver.lookup("A", "web.contoso.com", FALLBACK);
      assert.deepEqual(
        [silent.questions.length, refusing.questions.length, good.questions.length],
        [1, 1, 2],
      );
    });

    it("names each resolver's fault, and gives the most telling code", async () => {
      const silent = await stage.server(ZONES, "resolver", [{ kind: "silence" }]);
      const failing = await stage.server(ZONES, "resolver", [{ kind: "servfail" }]);
      const resolver = stage.resolver([silent, failing], {
        patience: { resolver: BRISK, discovery: { ...HASTY, limit: 0.01 } },
      });
      const { resolver: observation } = await resolver.lookup("TXT", RECORD, FALLBACK);
      assert.equal(told(observation), "failed SERVFAIL");
      const message = observation.status === "failed" ? observation.error.message : "";
      assert.match(message, /TIMEOUT from 127\.0\.0\.1:\d+, SERVFAIL from 127\.0\.0\.1:\d+$/);
    });
  });

  describe("changes its transport", () => {
    it("to TCP for an answer that is too big for UDP", async () => {
      const { server, resolver } = await ask("TXT", "big.contoso.com");
      assert.equal(found(resolver).records.length, 20);
      assert.deepEqual(
        server.questions.map(({ transport }) => transport),
        ["udp", "tcp"],
      );
    });

    it("to TCP after garbage over UDP, at once", async () => {
      const { server, resolver } = await ask("TXT", RECORD, [
        { kind: "garbage", transport: "udp" },
      ]);
      assert.equal(found(resolver).records.length, 1);
      assert.equal(server.questions.length, 2);
    });

    for (const kind of ["silence", "wrong-id"] as const) {
      it(`to TCP after ${kind} over UDP, at last`, async () => {
        const patience = { resolver: { ...HASTY, tcp: 5, limit: 10 } };
        const { resolver } = await ask("TXT", RECORD, [{ kind, transport: "udp" }], { patience });
        assert.equal(found(resolver).records.length, 1);
      });
    }

    it("but not without need", async () => {
      const { resolver } = await ask("TXT", RECORD, [{ kind: "close" }]);
      assert.equal(found(resolver).records.length, 1);
    });

    it("and says so where TCP is closed: TCP_CLOSED", async () => {
      const { resolver } = await ask("TXT", "big.contoso.com", [{ kind: "close" }]);
      assert.equal(told(resolver), "failed TCP_CLOSED");
    });

    it("from EDNS to plain DNS where a server does not know it", async () => {
      const { server, resolver } = await ask("TXT", RECORD, [{ kind: "no-edns" }]);
      assert.equal(found(resolver).records.length, 1);
      assert.deepEqual(
        server.questions.map(({ edns }) => edns),
        [true, false],
      );
      const big = await ask("TXT", "big.contoso.com", [{ kind: "no-edns" }]);
      assert.equal(found(big.resolver).records.length, 20);
    });
  });

  it("hears only the server it asked", async () => {
    const [server, stranger] = [createSocket("udp4"), createSocket("udp4")];
    server.bind(0, "127.0.0.1");
    await once(server, "listening");
    server.on("message", (octets, from) => {
      const forged = Buffer.from(octets);
      forged[2] = 0x81;
      forged[3] = 0x83;
      const real = Buffer.from(octets);
      real[2] = 0x81;
      stranger.send(forged, from.port, from.address, () =>
        server.send(real, from.port, from.address),
      );
    });
    const resolver = stage.resolver([{ port: server.address().port } as DnsServer], {
      servers: [{ address: "127.0.0.1", port: server.address().port }],
    });
    const { resolver: observation } = await resolver.lookup("TXT", RECORD, FALLBACK);
    server.close();
    stranger.close();
    assert.equal(told(observation), "absent NODATA");
  });

  it("reads a TCP answer that comes in pieces", async () => {
    const tcp = createServer((socket) => {
      socket.once("data", async (octets) => {
        const answer = Buffer.from(octets);
        answer[4] = 0x81;
        for (const octet of answer) {
          socket.write(Buffer.from([octet]));
          await sleep(1);
        }
        socket.end();
      });
    });
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const { port } = tcp.address() as { port: number };
    const patience = { resolver: { ...HASTY, tcp: 5, limit: 10 } };
    const resolver = stage.resolver([], { servers: [{ address: "127.0.0.1", port }], patience });
    // Nobody listens on UDP there; silence is what leads to TCP.
    const udp = createSocket("udp4");
    udp.bind(port, "127.0.0.1");
    await once(udp, "listening");
    const { resolver: observation } = await resolver.lookup("TXT", RECORD, FALLBACK);
    udp.close();
    tcp.close();
    assert.equal(told(observation), "absent NODATA");
  });

  describe("follows aliases", () => {
    const CHAIN = [
      { owner: "alias.contoso.com", target: "second.contoso.com", ttl: 300 },
      { owner: "second.contoso.com", target: RECORD, ttl: 100 },
    ];

    it("inside one answer, with the smallest TTL", async () => {
      const { server, resolver } = await ask("TXT", "alias.contoso.com");
      assert.deepEqual(found(resolver).chain, CHAIN);
      assert.equal(found(resolver).ttl, 100);
      assert.equal(server.questions.length, 1);
    });

    it("over several answers where a server gives one link at a time", async () => {
      const { server, resolver } = await ask("TXT", "alias.contoso.com", [{ kind: "half-chain" }]);
      assert.deepEqual(found(resolver).chain, CHAIN);
      assert.deepEqual(found(resolver).records, [["v=STSv1; id=1;"]]);
      assert.equal(found(resolver).ttl, 100);
      assert.deepEqual(
        server.questions.map(({ name }) => name),
        ["alias.contoso.com", "second.contoso.com", RECORD],
      );
    });

    it("to a name that does not exist", async () => {
      const { resolver } = await ask("TXT", "to-nothing.contoso.com");
      assert.deepEqual(resolver, {
        status: "absent",
        code: "NXDOMAIN",
        detail:
          '"to-nothing.contoso.com" is an alias of "nothing.contoso.com": the name "nothing.contoso.com" does not exist',
      });
      assert.equal(told((await ask("TXT", "away.contoso.com")).resolver), "absent NXDOMAIN");
    });

    it("to a name without such records", async () => {
      const { resolver } = await ask("TXT", "to-web.contoso.com");
      assert.deepEqual(resolver, {
        status: "absent",
        code: "NODATA",
        detail:
          '"to-web.contoso.com" is an alias of "web.contoso.com": "web.contoso.com" has no TXT record',
      });
    });

    for (const faults of [[], [{ kind: "half-chain" }]] as const) {
      const how = faults.length > 0 ? "link by link" : "in one answer";
      it(`and knows a loop, ${how}`, async () => {
        for (const name of ["loop.contoso.com", "self.contoso.com"]) {
          assert.equal(told((await ask("TXT", name, faults)).resolver), "failed CNAME_LOOP", name);
        }
      });

      it(`and gives up after eight, ${how}`, async () => {
        assert.equal(found((await ask("TXT", "l1.contoso.com", faults)).resolver).chain.length, 8);
        assert.equal(
          told((await ask("TXT", "l0.contoso.com", faults)).resolver),
          "failed CNAME_TOO_LONG",
        );
      });
    }

    it("but not to a name that cannot be asked for, and shows it without obeying it", async () => {
      const { resolver } = await ask("TXT", "hostile.contoso.com", [{ kind: "half-chain" }]);
      assert.equal(told(resolver), "failed BAD_NAME");
      const message = resolver.status === "failed" ? resolver.error.message : "";
      assert.match(message, /^[ -~]+$/);
      assert.ok(!message.includes("##"), message);
      assert.match(message, /vso\[task/);
    });

    it("and asks no name server for one, though the resolver knows that it does not exist", async () => {
      const server = await stage.server(ZONES);
      const lookup = await stage
        .resolver([server])
        .lookup("TXT", "hostile.contoso.com", { nameServers: "always" });
      assert.equal(told(lookup.resolver), "absent NXDOMAIN");
      assert.equal(told(lookup.nameServers), "failed BAD_NAME");
      assert.equal(server.questions.length, 1);
    });
  });

  describe("ends", () => {
    const sockets = () =>
      process
        .getActiveResourcesInfo()
        .filter((kind) => /UDP|TCPSocket|Timeout/.test(kind))
        .sort()
        .join();

    async function settles(want: string): Promise<void> {
      for (let n = 0; n < 100 && sockets() !== want; n++) await sleep(10);
      assert.equal(sockets(), want);
    }

    for (const how of ["close", "signal"] as const) {
      it(`at once by ${how}, with ABORTED and nothing left open`, async () => {
        const server = await stage.server(ZONES, "resolver", [
          { kind: "silence", type: "MX" },
          { kind: "silence", name: RECORD },
          { kind: "truncate", name: "web.contoso.com" },
          { kind: "silence", name: "web.contoso.com", transport: "tcp" },
          { kind: "servfail", name: "null.contoso.com" },
        ]);
        const before = sockets();
        const abort = new AbortController();
        const resolver = stage.resolver([server], {
          signal: abort.signal,
          patience: { resolver: { ...CALM, pause: 5 } },
        });
        const names = Array.from({ length: QUESTIONS_AT_ONCE }, (_, n) => `n${n}.contoso.com`);
        const pending = Promise.all([
          resolver.lookup("TXT", RECORD, { nameServers: "always" }),
          resolver.lookup("A", "web.contoso.com", FALLBACK),
          resolver.lookup("A", "null.contoso.com", FALLBACK),
          ...names.map((name) => resolver.lookup("MX", name, FALLBACK)),
        ]);
        await sleep(100);
        const started = performance.now();
        if (how === "close") resolver.close();
        else abort.abort();
        const lookups = await pending;
        assert.ok(performance.now() - started < 1000);
        for (const { resolver: observation, nameServers } of lookups) {
          assert.equal(told(observation), "failed ABORTED");
          assert.equal(told(nameServers), "failed ABORTED");
        }
        const late = await resolver.lookup("TXT", "late.contoso.com", FALLBACK);
        assert.equal(told(late.resolver), "failed ABORTED");
        await settles(before);
      });
    }

    it("before it begins where the signal is aborted already", async () => {
      const { server, resolver } = await ask("TXT", RECORD, [], { signal: AbortSignal.abort() });
      assert.equal(told(resolver), "failed ABORTED");
      assert.equal(server.questions.length, 0);
    });

    it("with nothing left open after every kind of answer", async () => {
      const kinds = ["silence", "garbage", "wrong-id", "servfail", "truncate", "close"] as const;
      const faults = kinds.map((kind): Fault => ({ kind, name: `${kind}.contoso.com` }));
      const server = await stage.server(ZONES, "resolver", faults);
      const before = sockets();
      const resolver = stage.resolver([server], HASTY_ONLY);
      const names = [RECORD, "big.contoso.com", ...kinds.map((kind) => `${kind}.contoso.com`)];
      await Promise.all(
        names.map((name) => resolver.lookup("TXT", name, { nameServers: "always" })),
      );
      resolver.close();
      await settles(before);
    });
  });

  it("has at most so many questions under way", async () => {
    const server = await stage.server(ZONES, "resolver", [{ kind: "silence" }]);
    const resolver = stage.resolver([server]);
    const names = Array.from({ length: QUESTIONS_AT_ONCE * 2 }, (_, n) => `n${n}.contoso.com`);
    const pending = names.map((name) => resolver.lookup("A", name, FALLBACK));
    while (server.questions.length < QUESTIONS_AT_ONCE) await sleep(10);
    await sleep(100);
    assert.equal(server.questions.length, QUESTIONS_AT_ONCE);
    resolver.close();
    await Promise.all(pending);
  });
});

describe("the agent's own resolvers", () => {
  it("are read in every form that Node gives", () => {
    const forms: readonly (readonly [string, string, number])[] = [
      ["192.0.2.1", "192.0.2.1", 53],
      ["192.0.2.1:5353", "192.0.2.1", 5353],
      ["2001:db8::1", "2001:db8::1", 53],
      ["[2001:db8::1]:5353", "2001:db8::1", 5353],
      ["fe80::1%eth0", "fe80::1%eth0", 53],
      ["[fe80::1%eth0]:5353", "fe80::1%eth0", 5353],
    ];
    for (const [text, address, port] of forms) {
      assert.deepEqual(parseResolver(text), [{ address, port }], text);
    }
    assert.deepEqual(parseResolver("localhost"), []);
  });
});
