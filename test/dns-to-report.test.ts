// What servers say over real sockets, and what the report makes of it: every kind of no stays a kind of its own.
import assert from "node:assert/strict";
import type { Fault } from "../sandbox/internet/dns-faults";
import type { Zone } from "../sandbox/internet/dns-zones";
import { dnsStage, told } from "./support/dns";
import { type DnsCase, judgeDns, MX_HOST } from "./support/dns-judged";
import { HEALTHY_ID } from "./support/healthy";

const RECORD = "_mta-sts.contoso.com";
const TLS_RPT = "_smtp._tls.contoso.com";
const GOOD = `v=STSv1; id=${HEALTHY_ID};`;

describe("DNS, from sockets to the report", () => {
  const stage = dnsStage();
  afterEach(() => stage.closeAll());
  const judged = (settings: DnsCase = {}) => judgeDns(stage, settings);

  it("finds nothing wrong with a healthy domain of four name servers", async () => {
    const hosts = ["ns1.dns.example", "ns2.dns.example", "ns3.dns.example", "ns4.dns.example"];
    const { problems, report, evidence } = await judged({
      nameServers: Object.fromEntries(hosts.map((host) => [host, {}])),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(report.seen.tlsrpt, {
      status: "valid",
      rua: ["mailto:tls-reports@contoso.com"],
    });
    for (const { nameServers } of [evidence.record, evidence.mx]) {
      assert.equal(nameServers.status === "found" ? nameServers.value.length : 0, 4);
    }
  });

  describe("keeps every kind of no apart", () => {
    const without = (more: Zone = {}): Zone => ({ [RECORD]: {}, [TLS_RPT]: {}, ...more });
    const all = (kind: Fault["kind"]): DnsCase => {
      const faults = [{ kind, type: "TXT" } as Fault];
      return {
        resolverFaults: faults,
        nameServers: { "ns1.dns.example": { faults }, "ns2.dns.example": { faults } },
        isHasty: kind === "silence",
      };
    };
    const KINDS: readonly (readonly [string, DnsCase, string, string])[] = [
      ["a name without TXT records", { zone: without() }, "absent", "NODATA"],
      ["SERVFAIL", all("servfail"), "unverified", "SERVFAIL"],
      ["REFUSED", all("refused"), "unverified", "REFUSED"],
      ["silence", all("silence"), "unverified", "TIMEOUT"],
      ["nonsense", all("garbage"), "unverified", "BAD_ANSWER"],
    ];
    for (const [what, settings, status, code] of KINDS) {
      it(`${what}: ${code}`, async () => {
        const { report, problems } = await judged(settings);
        const { record, tlsrpt } = report.seen;
        assert.deepEqual([record.status, record.code], [status, code]);
        assert.deepEqual([tlsrpt.status, tlsrpt.code], [status, code]);
        const isUnanswered = status === "unverified";
        assert.equal(problems.includes("error record-unanswered"), isUnanswered);
        assert.equal(problems.includes("warning tlsrpt-unanswered"), isUnanswered);
      });
    }

    it("a name that does not exist: NXDOMAIN", async () => {
      const { report, problems } = await judged({ without: [RECORD, TLS_RPT], stage: "preDeploy" });
      assert.equal(report.seen.record.code, "NXDOMAIN");
      assert.equal(report.seen.tlsrpt.code, "NXDOMAIN");
      assert.deepEqual(problems, ["note record-missing", "note tlsrpt-missing"]);
    });

    it("a loop of aliases: CNAME_LOOP", async () => {
      const zone = { [RECORD]: { CNAME: "sts.contoso.com" }, "sts.contoso.com": { CNAME: RECORD } };
      const { report, problems } = await judged({ zone });
      assert.equal(report.seen.record.code, "CNAME_LOOP");
      assert.deepEqual(problems, ["error record-alias-loop"]);
      const behind = await judged({
        zone,
        resolverFaults: [{ kind: "servfail", name: RECORD, type: "TXT" }],
      });
      assert.equal(behind.report.seen.record.code, "CNAME_LOOP");
      assert.deepEqual(behind.problems, ["error record-alias-loop"]);
    });
  });

  describe("hears every name server", () => {
    it("where one has not got the new id yet", async () => {
      const old = { [RECORD]: { TXT: ["v=STSv1; id=20260101000000Z;"] } };
      const { problems, report } = await judged({
        nameServers: { "ns1.dns.example": { zone: old }, "ns2.dns.example": {} },
      });
      assert.ok(problems.includes("note record-servers-disagree"), problems.join());
      const { message = "" } =
        report.problems.find(({ check }) => check === "record-servers-disagree") ?? {};
      assert.match(
        message,
        /ns1\.dns\.example says id 20260101000000Z; ns2\.dns\.example says id f5a/,
      );
    });

    it("where one gives an MX host that the policy does not cover", async () => {
      const { problems, report } = await judged({
        nameServers: {
          "ns1.dns.example": {},
          "ns2.dns.example": { zone: { "contoso.com": { MX: [[5, "old.contoso.com"]] } } },
        },
      });
      assert.deepEqual(
        report.seen.mx.hosts.map(({ host, covered }) => [host, covered]),
        [
          [MX_HOST, true],
          ["old.contoso.com", false],
        ],
      );
      assert.ok(problems.includes("warning mx-servers-disagree"));
      assert.ok(problems.includes("error mx-not-covered"));
    });

    for (const kind of [
      "silence",
      "servfail",
      "refused",
      "not-authoritative",
      "garbage",
    ] as const) {
      it(`where one is of no use: ${kind}`, async () => {
        const { problems, report } = await judged({
          nameServers: { "ns1.dns.example": {}, "ns2.dns.example": { faults: [{ kind }] } },
          isHasty: kind === "silence",
        });
        assert.deepEqual(problems, ["warning record-server-silent"]);
        assert.equal(report.seen.record.id, HEALTHY_ID);
      });
    }

    it("and tells of one that is of no use for MX alone", async () => {
      const { problems } = await judged({
        nameServers: {
          "ns1.dns.example": {},
          "ns2.dns.example": { faults: [{ kind: "servfail", type: "MX" }] },
        },
      });
      assert.deepEqual(problems, ["warning mx-server-silent"]);
    });

    it("but takes no answer without authority for the zone's own", async () => {
      const faults: readonly Fault[] = [{ kind: "not-authoritative" }];
      const { problems } = await judged({
        nameServers: { "ns1.dns.example": { faults }, "ns2.dns.example": { faults } },
      });
      assert.deepEqual(problems, ["note record-authority-unheard"]);
    });
  });

  describe("explains why the record is not found", () => {
    const place = (name: string): Zone => ({ [RECORD]: {}, [name]: { TXT: [GOOD] } });
    for (const name of [
      "mta-sts.contoso.com",
      "_mta_sts.contoso.com",
      "_mta-sts.contoso.com.contoso.com",
    ]) {
      it(`where it stands at ${name}`, async () => {
        const { problems, report } = await judged({ zone: place(name) });
        assert.deepEqual(problems, ["warning record-wrong-name", "note record-missing"]);
        assert.match(report.problems[0]?.message ?? "", new RegExp(` stands at ${name}, `));
      });
    }

    it("where it is the parent's", async () => {
      const { problems } = await judged({
        domain: "mail.contoso.com",
        zone: { "_mta-sts.mail.contoso.com": {} },
        otherZones: { "contoso.com": { [RECORD]: { TXT: [GOOD] } } },
      });
      assert.deepEqual(problems, ["note record-missing", "note record-wrong-name"]);
    });

    it("where a wildcard answers", async () => {
      const { problems } = await judged({
        without: [RECORD],
        zone: { "*.contoso.com": { TXT: ["v=spf1 -all"] } },
      });
      assert.deepEqual(problems, ["note record-missing", "note record-wildcard"]);
      const aliased = await judged({
        without: [RECORD],
        zone: {
          "*.contoso.com": { CNAME: "www.contoso.com" },
          "www.contoso.com": { TXT: ["v=spf1 -all"] },
        },
      });
      assert.deepEqual(aliased.problems, ["note record-missing", "note record-wildcard"]);
      assert.equal(aliased.report.update.record, GOOD);
      const announced = await judged({
        without: [RECORD],
        zone: { "*.contoso.com": { TXT: [GOOD] } },
      });
      assert.deepEqual(announced.problems, ["warning record-wildcard"]);
    });
  });

  it("shows the alias that leads to a provider", async () => {
    const { problems, report } = await judged({
      zone: { [RECORD]: { CNAME: "contoso.sts.provider.example" } },
      otherZones: {
        "provider.example": {
          "provider.example": { NS: ["ns1.dns.example", "ns2.dns.example"] },
          "contoso.sts.provider.example": { ttl: 300, TXT: [GOOD] },
        },
      },
    });
    assert.deepEqual(problems, ["note record-alias"]);
    assert.deepEqual([report.seen.record.id, report.seen.record.ttl], [HEALTHY_ID, 300]);
    assert.equal(report.update.record, undefined);
  });

  it("reads answers that come over TCP only", async () => {
    const faults: readonly Fault[] = [{ kind: "truncate" }];
    const { problems, server } = await judged({
      resolverFaults: faults,
      nameServers: { "ns1.dns.example": { faults }, "ns2.dns.example": { faults } },
    });
    assert.deepEqual(problems, []);
    assert.ok(server.questions.some(({ transport }) => transport === "tcp"));
  });

  it("asks for an internationalized domain by its A-labels", async () => {
    const { problems, server } = await judged({ domain: "xn--mller-kva.example" });
    assert.deepEqual(problems, []);
    assert.ok(server.questions.some(({ name }) => name === "_mta-sts.xn--mller-kva.example"));
  });

  describe("goes to the limits of names", () => {
    const label = "x".repeat(63);
    /** A domain of so many characters. */
    const long = (length: number) =>
      [label, label, label, "y".repeat(length - 3 * 64 - 8), "example"].join(".");

    it("of 253 characters for the TXT record", async () => {
      const domain = long(244);
      assert.equal(`_mta-sts.${domain}`.length, 253);
      const { report, problems } = await judged({ domain });
      assert.equal(report.seen.record.id, HEALTHY_ID);
      assert.equal(report.seen.tlsrpt.code, "BAD_NAME");
      assert.deepEqual(problems, ["warning tlsrpt-unanswered"]);
    });

    it("and beyond: no question, no answer, no pass", async () => {
      const domain = long(245);
      const { report, problems, server } = await judged({ domain });
      assert.equal(report.seen.record.code, "BAD_NAME");
      assert.deepEqual(problems, ["error record-unanswered", "warning tlsrpt-unanswered"]);
      assert.ok(server.questions.every(({ name }) => name.length <= 253));
    });
  });

  describe("looks whether reports can arrive", () => {
    const rua = (domain: string) => ({
      [TLS_RPT]: { TXT: [`v=TLSRPTv1; rua=mailto:a@${domain}`] },
    });
    for (const [what, zone, problems] of [
      ["at an MX host", { "reports.example": { MX: [[0, "mx.reports.example"]] } }, []],
      ["at an address", { "reports.example": { AAAA: ["2001:db8::25"] } }, []],
      ["at the null MX", { "reports.example": { MX: [[0, ""]] } }, ["warning"]],
      ["at neither", { "reports.example": { TXT: ["v=spf1 -all"] } }, ["warning"]],
    ] as readonly (readonly [string, Zone, readonly string[]])[]) {
      it(what, async () => {
        const outcome = await judged({
          zone: rua("reports.example"),
          otherZones: { "reports.example": zone },
        });
        assert.deepEqual(
          outcome.problems,
          problems.map((severity) => `${severity} tlsrpt-report-domain`),
        );
      });
    }

    it("at a domain that does not exist", async () => {
      const { problems } = await judged({ zone: rua("gone.example") });
      assert.deepEqual(problems, ["warning tlsrpt-report-domain"]);
    });

    it("and says where that could not be had", async () => {
      const { problems, evidence } = await judged({
        zone: rua("reports.example"),
        resolverFaults: [{ kind: "servfail", name: "reports.example" }],
      });
      assert.deepEqual(problems, ["note tlsrpt-report-domain"]);
      assert.deepEqual(
        evidence.reportDomains.map(({ mx }) => told(mx.resolver)),
        ["failed SERVFAIL"],
      );
    });

    it("but at five domains at most", async () => {
      const uris = Array.from({ length: 9 }, (_, n) => `mailto:a@d${n}.example`);
      const { evidence } = await judged({
        zone: { [TLS_RPT]: { TXT: [[`v=TLSRPTv1; rua=`, uris.join(",")]] } },
      });
      assert.equal(evidence.reportDomains.length, 5);
    });
  });

  describe("asks no more than it needs", () => {
    it("of a healthy domain", async () => {
      const { server, evidence } = await judged();
      const names = server.questions.map(({ type, name }) => `${type} ${name}`);
      assert.deepEqual([...names].sort(), [...new Set(names)].sort());
      assert.deepEqual(evidence.misplaced, []);
      assert.ok(!names.some((name) => name.startsWith("A ") || name.includes("_mta_sts")));
    });

    it("where the record could not be had", async () => {
      const faults: readonly Fault[] = [{ kind: "servfail", name: RECORD }];
      const { evidence } = await judged({
        resolverFaults: faults,
        nameServers: { "ns1.dns.example": { faults } },
      });
      assert.deepEqual(evidence.misplaced, []);
    });
  });
});
