// MX hosts as senders meet them, each fault on a domain of its own, all judged in one run of the packed task.
import assert from "node:assert/strict";
import type { World, WorldDescription } from "../../sandbox/internet/world";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { problemsOf, runGate } from "../support/gate";
import { healthyDomain, worldStage } from "../support/world";

const DAY_MS = 86_400_000;
const HOSTILE = "##vso[task.complete result=Succeeded;]\u001b[2Jwelcome\u009b";

interface Case {
  readonly host?: NonNullable<WorldDescription["mxHosts"]>[string];
  readonly problems: readonly string[];
  /** Status and code of startTls in the report. */
  readonly seen: readonly [string, string?];
}

/** By domain, whose one MX host is `mx.` and its name. */
const CASES: Readonly<Record<string, Case>> = {
  "healthy.example": { problems: [], seen: ["valid"] },
  "plain.example": {
    host: { faults: { offersNoStartTls: true } },
    problems: ["error smtp-no-starttls"],
    seen: ["invalid", "NO_STARTTLS"],
  },
  "notnow.example": {
    host: { faults: { replies: { startTls: `454 4.7.0 ${HOSTILE}\r\n` } } },
    problems: ["error smtp-starttls-refused"],
    seen: ["invalid", "SMTP_454"],
  },
  "old.example": {
    host: { faults: { isTls11Only: true } },
    problems: ["error smtp-tls"],
    seen: ["invalid", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"],
  },
  "expired.example": {
    host: { certificate: { notBefore: new Date(0), notAfter: new Date(Date.now() - DAY_MS) } },
    problems: ["error smtp-certificate-trust"],
    seen: ["invalid", "CERT_HAS_EXPIRED"],
  },
  "othername.example": {
    host: { certificate: { dnsNames: [HOSTILE, "mail.othername.example"] } },
    problems: ["error smtp-certificate-name"],
    seen: ["invalid", "CERT_NAME_MISMATCH"],
  },
  "unwelcome.example": {
    host: { faults: { replies: { greeting: `554-5.7.1 ${HOSTILE}\r\n554 ${HOSTILE}\r\n` } } },
    problems: ["warning smtp-greeting"],
    seen: ["unverified", "SMTP_554"],
  },
  "noise.example": {
    host: { faults: { replies: { greeting: `${HOSTILE}\r\n` } } },
    problems: ["warning smtp-greeting"],
    seen: ["unverified", "SMTP_INVALID"],
  },
  "closed.example": {
    host: "refuses",
    problems: ["note smtp-blocked"],
    seen: ["unverified", "ECONNREFUSED"],
  },
};

describe("MX hosts", () => {
  const worlds = worldStage();
  let world: World;
  const reports = new Map<string, DomainReport>();
  let log: readonly string[];

  before(async () => {
    const domains = Object.keys(CASES);
    const hosts = Object.entries(CASES).flatMap(([domain, { host }]) =>
      host === undefined ? [] : [[`mx.${domain}`, host] as const],
    );
    world = await worlds.start({
      domains: Object.fromEntries(domains.map((domain) => [domain, healthyDomain(domain)])),
      mxHosts: Object.fromEntries(hosts),
    });
    const { step, report } = await runGate({
      stage: "monitor",
      checkSmtp: "auto",
      domain: domains.join("\n"),
      ...world.inputs,
    });
    ({ log } = step);
    for (const one of report.domains) reports.set(one.domain, one);
  });
  after(() => worlds.closeAll());

  for (const [domain, { problems, seen }] of Object.entries(CASES)) {
    it(`${domain}: ${problems.join(", ") || "nothing wrong"}`, () => {
      const report = reports.get(domain);
      assert.ok(report);
      assert.deepEqual(problemsOf(report), problems);
      const [status, code] = seen;
      const startTls = report.seen.mx.hosts[0]?.startTls;
      assert.deepEqual(startTls, code === undefined ? { status } : { status, code });
    });
  }

  it("are shown one a row, with what was seen", () => {
    assert.match(
      log.join(" ").replace(/ +/g, " "),
      / MX hosts mx\.healthy\.example \(10, covered\): STARTTLS with TLSv1\.3 in \d\.\d\d s, certificate until \d{4}-\d\d-\d\d /,
    );
    assert.ok(
      log.includes("  MX hosts     mx.plain.example (10, covered): STARTTLS invalid (NO_STARTTLS)"),
    );
  });

  it("are spoken with once, by name, without mail, up to QUIT", () => {
    for (const [host, { sessions }] of world.smtp) {
      assert.equal(sessions.length, 1, host);
      const verbs = sessions[0]?.commands.map((line) => line.split(" ")[0]) ?? [];
      assert.ok(
        verbs.every((verb) => ["EHLO", "STARTTLS", "QUIT"].includes(verb ?? "")),
        verbs.join(),
      );
    }
    assert.deepEqual(world.smtp.get("mx.healthy.example")?.sessions[0]?.commands.slice(1), [
      "STARTTLS",
      "QUIT",
    ]);
  });
});
