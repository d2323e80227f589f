import assert from "node:assert/strict";
import type { Fault } from "../../sandbox/internet/dns-faults";
import type { DnsServer } from "../../sandbox/internet/dns-server";
import type { Zone, Zones } from "../../sandbox/internet/dns-zones";
import { QUESTIONS_PER_NAME_SERVER } from "../../tasks/MtaStsGateV1/evidence/dns-courtesy";
import { withoutUnreachable } from "../../tasks/MtaStsGateV1/evidence/dns-name-servers";
import type { NameServerAnswer } from "../../tasks/MtaStsGateV1/evidence/types";
import type { ConnectTo } from "../../tasks/MtaStsGateV1/options";
import { BRISK, CALM, dnsStage, found, HASTY, told } from "../support/dns";

const RECORD = "_mta-sts.contoso.com";
const ALWAYS = { nameServers: "always" } as const;
const FALLBACK = { nameServers: "fallback" } as const;

function zone(id: string, more: Zone = {}): Zones {
  return {
    "contoso.com": {
      "contoso.com": { NS: ["ns2.contoso.com", "NS1.contoso.com"], MX: [[10, "mx1.contoso.com"]] },
      [RECORD]: { ttl: 600, TXT: [`v=STSv1; id=${id};`] },
      ...more,
    },
  };
}

function line(host: string, { address, port: addressPort }: DnsServer): ConnectTo {
  return { host, port: 53, address, addressPort };
}

describe("a look-up at the authoritative name servers", () => {
  const stage = dnsStage();
  afterEach(() => stage.closeAll());

  interface World {
    readonly zones?: Zones;
    readonly resolverFaults?: readonly Fault[];
    readonly one?: Zones;
    readonly oneFaults?: readonly Fault[];
    readonly two?: Zones;
    readonly twoFaults?: readonly Fault[];
    readonly hasty?: boolean;
  }

  /** A resolver, and ns1 and ns2 of contoso.com behind connectTo. */
  async function world(settings: World = {}) {
    const zones = settings.zones ?? zone("1");
    const server = await stage.server(zones, "resolver", settings.resolverFaults);
    const one = await stage.server(settings.one ?? zones, "authoritative", settings.oneFaults);
    const two = await stage.server(settings.two ?? zones, "authoritative", settings.twoFaults);
    const nameServer = settings.hasty ? BRISK : CALM;
    const resolver = stage.resolver([server], {
      connectTo: [line("ns1.contoso.com", one), line("NS2.contoso.com.", two)],
      patience: {
        resolver: { ...CALM, tries: [5] },
        discovery: { ...CALM, tries: [5] },
        nameServer,
      },
    });
    return { resolver, server, one, two };
  }

  const verdicts = <T>(answers: readonly NameServerAnswer<T>[]) =>
    answers.map(({ host, answer }) => `${host} ${told(answer)}`);

  it("asks each of them, without RD, in order of name", async () => {
    const { resolver, one, two } = await world();
    const lookup = await resolver.lookup("TXT", RECORD, ALWAYS);
    assert.equal(lookup.zone, "contoso.com");
    const answers = found(lookup.nameServers);
    assert.deepEqual(
      answers.map(({ host, address }) => [host, address]),
      [
        ["ns1.contoso.com", "127.0.0.1"],
        ["ns2.contoso.com", "127.0.0.1"],
      ],
    );
    for (const [answer, server] of [
      [answers[0], one],
      [answers[1], two],
    ] as const) {
      assert.ok(answer);
      const { seconds: _, ...rest } = found(answer.answer);
      assert.deepEqual(rest, {
        records: [["v=STSv1; id=1;"]],
        ttl: 600,
        chain: [],
        authoritative: true,
        server: `127.0.0.1:${server.port}`,
      });
      assert.deepEqual(
        server.questions.map(({ name, type, recursionDesired }) => ({
          name,
          type,
          recursionDesired,
        })),
        [{ name: RECORD, type: "TXT", recursionDesired: false }],
      );
    }
  });

  it("tells what each of them says where they disagree", async () => {
    const { resolver } = await world({
      two: zone("2"),
      one: { "contoso.com": { "contoso.com": {} } },
    });
    const lookup = await resolver.lookup("TXT", RECORD, ALWAYS);
    assert.deepEqual(found(lookup.resolver).records, [["v=STSv1; id=1;"]]);
    const [one, two] = found(lookup.nameServers);
    assert.ok(one && two);
    assert.equal(told(one.answer), "absent NXDOMAIN");
    assert.deepEqual(found(two.answer).records, [["v=STSv1; id=2;"]]);
  });

  it("asks for MX and for names without records just so", async () => {
    const { resolver } = await world();
    const mx = await resolver.lookup("MX", "contoso.com", ALWAYS);
    const [first] = found(mx.nameServers);
    assert.deepEqual(first && found(first.answer).records, [
      { preference: 10, exchange: "mx1.contoso.com" },
    ]);
    const none = await resolver.lookup("TXT", "none.contoso.com", ALWAYS);
    assert.equal(told(none.resolver), "absent NXDOMAIN");
    assert.deepEqual(verdicts(found(none.nameServers)), [
      "ns1.contoso.com absent NXDOMAIN",
      "ns2.contoso.com absent NXDOMAIN",
    ]);
  });

  it("finds the zone by NS records where the resolver gives no SOA", async () => {
    const { resolver, server } = await world({ resolverFaults: [{ kind: "no-authority" }] });
    const lookup = await resolver.lookup("TXT", RECORD, ALWAYS);
    assert.equal(lookup.zone, "contoso.com");
    assert.equal(found(lookup.nameServers).length, 2);
    assert.deepEqual(
      server.questions.map(({ name, type }) => `${type} ${name}`),
      [`TXT ${RECORD}`, `SOA ${RECORD}`, `NS ${RECORD}`, "NS contoso.com"],
    );
  });

  for (const faults of [[], [{ kind: "no-authority" }]] as const) {
    it(`says NO_NAME_SERVERS where there are none (${faults[0]?.kind ?? "SOA of the root"})`, async () => {
      const { resolver, server } = await world({ zones: {}, resolverFaults: faults });
      const { nameServers, zone: apex } = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.deepEqual(nameServers, {
        status: "failed",
        error: {
          code: "NO_NAME_SERVERS",
          message:
            'the name servers for "_mta-sts.contoso.com" could not be found: the resolver gives neither SOA nor NS records',
        },
      });
      assert.equal(apex, undefined);
      assert.ok(
        server.questions.every(({ name }) => name !== ""),
        "the root is not asked for",
      );
    });
  }

  it("shares the way to the servers among many look-ups", async () => {
    const { resolver, server } = await world();
    await resolver.lookup("TXT", RECORD, ALWAYS);
    const before = server.questions.length;
    await resolver.lookup("MX", "contoso.com", ALWAYS);
    assert.deepEqual(
      server.questions.slice(before).map(({ type }) => type),
      ["MX", "SOA"],
    );
  });

  it("asks a few questions at a time at one server", async () => {
    const { resolver, one } = await world({ oneFaults: [{ kind: "silence" }] });
    const names = Array.from(
      { length: QUESTIONS_PER_NAME_SERVER * 2 },
      (_, n) => `n${n}.contoso.com`,
    );
    const pending = names.map((name) => resolver.lookup("TXT", name, ALWAYS));
    while (one.questions.length < QUESTIONS_PER_NAME_SERVER) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(one.questions.length, QUESTIONS_PER_NAME_SERVER);
    resolver.close();
    await Promise.all(pending);
  });

  describe("as a fallback", () => {
    it("is not made where the resolver answers", async () => {
      const { resolver, one } = await world();
      for (const [name, want] of [
        [RECORD, "found"],
        ["none.contoso.com", "absent NXDOMAIN"],
      ] as const) {
        const lookup = await resolver.lookup("TXT", name, FALLBACK);
        assert.equal(told(lookup.resolver), want);
        assert.equal(told(lookup.nameServers), "skipped");
      }
      assert.equal(one.questions.length, 0);
    });

    for (const kind of ["servfail", "refused", "wrong-owner"] as const) {
      it(`is made after ${kind}, and the resolver's failure stays`, async () => {
        const { resolver } = await world({ resolverFaults: [{ kind, name: RECORD }] });
        const lookup = await resolver.lookup("TXT", RECORD, FALLBACK);
        assert.equal(lookup.resolver.status, "failed");
        assert.equal(lookup.zone, "contoso.com");
        assert.deepEqual(verdicts(found(lookup.nameServers)), [
          "ns1.contoso.com found",
          "ns2.contoso.com found",
        ]);
      });
    }

    it("ends soon where the resolver is silent", async () => {
      const server = await stage.server(zone("1"), "resolver", [{ kind: "silence" }]);
      const resolver = stage.resolver([server], {
        patience: { resolver: HASTY, discovery: HASTY, nameServer: HASTY },
      });
      const { nameServers } = await resolver.lookup("TXT", RECORD, FALLBACK);
      assert.equal(told(nameServers), "failed NO_NAME_SERVERS");
      assert.deepEqual([...new Set(server.questions.map(({ type }) => type))], ["TXT", "SOA"]);
    });

    it("does not take the servers of a zone above for those of the name", async () => {
      const parent: Zones = {
        com: { com: { NS: ["ns1.contoso.com"] }, "contoso.com": { NS: ["gone.contoso.com"] } },
      };
      const broken = ["contoso.com", RECORD].map((name): Fault => ({ kind: "servfail", name }));
      const { resolver } = await world({ zones: parent, resolverFaults: broken, hasty: true });
      const lookup = await resolver.lookup("TXT", RECORD, FALLBACK);
      assert.equal(told(lookup.resolver), "failed SERVFAIL");
      assert.equal(lookup.zone, undefined);
      assert.deepEqual(lookup.nameServers, {
        status: "failed",
        error: {
          code: "NO_NAME_SERVERS",
          message: "only name servers of a zone above the name could be found",
        },
      });
    });
  });

  describe("follows aliases", () => {
    const provider: Zones = {
      "provider.example": {
        "provider.example": { NS: ["ns1.contoso.com"] },
        "contoso.provider.example": { ttl: 900, TXT: ["v=STSv1; id=9;"] },
      },
    };
    const alias: Zone = { [RECORD]: { ttl: 300, CNAME: "contoso.provider.example" } };
    const all: Zones = { ...zone("1", alias), ...provider };

    it("to the servers of the final zone, with the resolver's chain before", async () => {
      const { resolver, one, two } = await world({ zones: all, one: provider });
      const lookup = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.equal(lookup.zone, "provider.example");
      const [answer, ...others] = found(lookup.nameServers);
      assert.ok(answer);
      assert.equal(others.length, 0);
      const { records, chain, ttl, authoritative } = found(answer.answer);
      assert.deepEqual(records, [["v=STSv1; id=9;"]]);
      assert.deepEqual(chain, [{ owner: RECORD, target: "contoso.provider.example", ttl: 300 }]);
      assert.equal(ttl, 300);
      assert.equal(authoritative, true);
      assert.deepEqual(
        one.questions.map(({ name }) => name),
        ["contoso.provider.example"],
      );
      assert.equal(two.questions.length, 0);
    });

    it("and shows them where the final servers know no record", async () => {
      const { resolver } = await world({ zones: all, one: { "provider.example": {} } });
      const [answer] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.deepEqual(answer?.answer, {
        status: "absent",
        code: "NXDOMAIN",
        detail: `"${RECORD}" is an alias of "contoso.provider.example": the name "contoso.provider.example" does not exist`,
      });
    });

    it("of one name server out of its zone through the resolver", async () => {
      const { resolver } = await world({
        zones: { ...zone("1"), ...provider },
        one: zone("1", alias),
      });
      const [one, two] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.ok(one && two);
      assert.deepEqual(found(one.answer).records, [["v=STSv1; id=9;"]]);
      assert.equal(found(one.answer).chain.length, 1);
      assert.equal(found(one.answer).authoritative, false);
      assert.deepEqual(found(two.answer).records, [["v=STSv1; id=1;"]]);
    });

    it("inside the zone at the same server", async () => {
      const inside: Zone = {
        [RECORD]: { CNAME: "sts.contoso.com" },
        "sts.contoso.com": { TXT: ["x"] },
      };
      const { resolver, one } = await world({
        zones: zone("1"),
        one: zone("1", inside),
        oneFaults: [{ kind: "half-chain" }],
      });
      const [answer] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.deepEqual(answer && found(answer.answer).records, [["x"]]);
      assert.equal(answer && found(answer.answer).authoritative, true);
      assert.deepEqual(
        one.questions.map(({ name }) => name),
        [RECORD, "sts.contoso.com"],
      );
    });

    it("but asks nobody where the aliases go round", async () => {
      const { resolver, one } = await world({ zones: zone("1", { [RECORD]: { CNAME: RECORD } }) });
      const lookup = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.equal(told(lookup.resolver), "failed CNAME_LOOP");
      assert.equal(told(lookup.nameServers), "failed CNAME_LOOP");
      assert.equal(one.questions.length, 0);
    });
  });

  describe("names servers that do not answer as they should", () => {
    const FAULTS: readonly (readonly [Fault["kind"], string, string?])[] = [
      ["refused", "REFUSED"],
      ["servfail", "SERVFAIL"],
      ["silence", "TIMEOUT"],
      ["garbage", "BAD_ANSWER"],
      ["not-authoritative", "LAME", "none.contoso.com"],
    ];
    for (const [kind, code, name = RECORD] of FAULTS) {
      it(`${kind}: ${code}`, async () => {
        const { resolver } = await world({ oneFaults: [{ kind } as Fault], hasty: true });
        const [one, two] = found((await resolver.lookup("TXT", name, ALWAYS)).nameServers);
        assert.equal(one && told(one.answer), `failed ${code}`);
        assert.notEqual(two?.answer.status, "failed");
      });
    }

    it("a server that only refers: REFERRAL", async () => {
      const parent: Zones = { com: { com: {}, "contoso.com": { NS: ["ns1.contoso.com"] } } };
      const { resolver } = await world({ one: parent, hasty: true });
      const { nameServers } = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.deepEqual(verdicts(found(nameServers)), [
        "ns1.contoso.com failed REFERRAL",
        "ns2.contoso.com found",
      ]);
    });

    it("records without AA are an answer, and AA is told", async () => {
      const { resolver } = await world({ oneFaults: [{ kind: "not-authoritative" }] });
      const [one] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.equal(one && found(one.answer).authoritative, false);
    });

    it("all of them silent or closed: NAME_SERVERS_UNREACHABLE", async () => {
      const { resolver, two } = await world({ oneFaults: [{ kind: "silence" }], hasty: true });
      await two.close();
      const { nameServers } = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.deepEqual(nameServers, {
        status: "failed",
        error: {
          code: "NAME_SERVERS_UNREACHABLE",
          message:
            'no name server of the zone answered (TIMEOUT, ECONNREFUSED): "ns1.contoso.com", "ns2.contoso.com"',
        },
      });
    });

    it("a host without an address: NO_ADDRESS", async () => {
      const zones = zone("1", { "contoso.com": { NS: ["ns1.contoso.com", "gone.contoso.com"] } });
      const { resolver } = await world({ zones });
      const [gone, one] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.deepEqual(gone, {
        host: "gone.contoso.com",
        address: "",
        answer: {
          status: "failed",
          error: {
            code: "NO_ADDRESS",
            message:
              'name server "gone.contoso.com" has no address that could be found: the name "gone.contoso.com" does not exist',
          },
        },
      });
      assert.equal(one && told(one.answer), "found");
    });
  });

  describe("keeps away from internal addresses", () => {
    const INSIDE: Zone = {
      "in.contoso.com": {
        A: ["10.0.0.3", "10.0.0.2", "10.0.0.1"],
        AAAA: ["fd00::2", "fd00::1"],
      },
      "six.contoso.com": { AAAA: ["fd00::8", "fd00::9", "fd00::7"] },
      "four.contoso.com": { A: ["127.0.0.2", "127.0.0.1", "127.0.0.3"] },
    };
    const HOSTS = ["in.contoso.com", "six.contoso.com", "four.contoso.com"];

    it("and gives the reason, for at most two addresses a host", async () => {
      const zones = zone("1", { "contoso.com": { NS: [...HOSTS, "ns1.contoso.com"] }, ...INSIDE });
      const { resolver } = await world({ zones });
      const answers = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.deepEqual(
        answers.map(({ host, address, answer }) => `${host} ${address} ${answer.status}`),
        [
          "four.contoso.com 127.0.0.1 skipped",
          "four.contoso.com 127.0.0.2 skipped",
          "in.contoso.com 10.0.0.1 skipped",
          "in.contoso.com fd00::1 skipped",
          "ns1.contoso.com 127.0.0.1 found",
          "six.contoso.com fd00::7 skipped",
          "six.contoso.com fd00::8 skipped",
        ],
      );
    });

    it("so that nobody is asked where there are no others", async () => {
      const zones = zone("1", { "contoso.com": { NS: ["four.contoso.com"] }, ...INSIDE });
      const { resolver } = await world({ zones });
      const { nameServers } = await resolver.lookup("TXT", RECORD, ALWAYS);
      assert.deepEqual(nameServers, {
        status: "skipped",
        reason:
          'name server "four.contoso.com" has the internal address 127.0.0.1, which is not contacted',
      });
    });

    it("unless a connectTo line for port 53 says so", async () => {
      const zones = zone("1", { "contoso.com": { NS: ["four.contoso.com"] }, ...INSIDE });
      const server = await stage.server(zones);
      const nameServer = await stage.server(zones, "authoritative");
      const to = line("four.contoso.com", nameServer);
      const resolver = stage.resolver([server], { connectTo: [{ ...to, port: 443 }, to] });
      const [answer] = found((await resolver.lookup("TXT", RECORD, ALWAYS)).nameServers);
      assert.equal(answer && told(answer.answer), "found");
    });
  });

  describe("leaves out IPv6 addresses that the agent cannot reach", () => {
    const heard = (host: string, address: string, status = "found") =>
      ({ host, address, answer: { status } }) as NameServerAnswer<string>;
    const failed = (host: string, address: string, code: string) =>
      ({
        host,
        address,
        answer: { status: "failed", error: { code, message: "" } },
      }) as NameServerAnswer<string>;

    for (const code of ["ENETUNREACH", "EHOSTUNREACH"]) {
      it(`${code}, where the host answers over IPv4`, () => {
        const four = heard("a", "192.0.2.1");
        assert.deepEqual(withoutUnreachable([four, failed("a", "2001:db8::1", code)]), [four]);
      });
    }

    const KEPT: Record<string, readonly NameServerAnswer<string>[]> = {
      "another host answers": [heard("b", "192.0.2.1"), failed("a", "2001:db8::1", "ENETUNREACH")],
      "IPv4 is silent too": [
        failed("a", "192.0.2.1", "TIMEOUT"),
        failed("a", "2001:db8::1", "ENETUNREACH"),
      ],
      "the address is silent": [heard("a", "192.0.2.1"), failed("a", "2001:db8::1", "TIMEOUT")],
      "it is an IPv4 address": [heard("a", "192.0.2.1"), failed("a", "192.0.2.2", "EHOSTUNREACH")],
    };
    for (const [when, answers] of Object.entries(KEPT)) {
      it(`but not where ${when}`, () => assert.deepEqual(withoutUnreachable(answers), answers));
    }
  });
});
