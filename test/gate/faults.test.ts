// Faults of DNS and HTTPS as senders meet them, each on a domain of its own, all judged in one run of the packed task.
import assert from "node:assert/strict";
import type { Fault } from "../../sandbox/internet/dns-faults";
import type { World, WorldDomain } from "../../sandbox/internet/world";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { only, problemsOf, runGate } from "../support/gate";
import { fastClock, socketLog } from "../support/preloads";
import { healthyDomain, policyText, recordText, served, worldStage } from "../support/world";

const DAY_MS = 86_400_000;

/** A domain whose policy host differs from a healthy one. */
function site(domain: string, changes: Partial<NonNullable<WorldDomain["site"]>>): WorldDomain {
  const healthy = healthyDomain(domain);
  return { ...healthy, site: { ...healthy.site, ...changes } };
}

interface Case {
  readonly live: WorldDomain;
  readonly problems: readonly string[];
  /** Status and code of what was seen where the fault is. */
  readonly seen: readonly ["record" | "policyResource" | "mx", string, string?];
  readonly resolver?: readonly Fault[];
  readonly nameServers?: readonly Fault[];
}

const owner = (domain: string) => `_mta-sts.${domain}`;
const host = (domain: string) => `mta-sts.${domain}`;

const CASES: Readonly<Record<string, Case>> = {
  "expired.example": {
    live: site("expired.example", { certificate: { notAfter: new Date(Date.now() - DAY_MS / 2) } }),
    problems: ["error host-certificate-trust"],
    seen: ["policyResource", "invalid", "CERT_HAS_EXPIRED"],
  },
  "selfsigned.example": {
    live: site("selfsigned.example", { certificate: { isSelfSigned: true } }),
    problems: ["error host-certificate-trust"],
    seen: ["policyResource", "invalid", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  },
  "othername.example": {
    live: site("othername.example", { certificate: { dnsNames: ["www.othername.example"] } }),
    problems: ["error host-certificate-name"],
    seen: ["policyResource", "invalid", "CERT_NAME_MISMATCH"],
  },
  "redirect.example": {
    live: site("redirect.example", {
      answer: { status: 301, headers: { location: "https://www.redirect.example/" } },
    }),
    problems: ["error host-redirect"],
    seen: ["policyResource", "invalid", "HTTP_STATUS"],
  },
  "notfound.example": {
    live: site("notfound.example", { answer: { status: 404, body: "not here" } }),
    problems: ["error host-status"],
    seen: ["policyResource", "invalid", "HTTP_STATUS"],
  },
  "html.example": {
    live: site("html.example", { answer: served("<!doctype html><title>Welcome</title>") }),
    problems: ["error host-policy"],
    seen: ["policyResource", "invalid", "HTML"],
  },
  "mediatype.example": {
    live: site("mediatype.example", {
      answer: { headers: { "content-type": "text/html" }, body: policyText("mediatype.example") },
    }),
    problems: ["error host-media-type"],
    seen: ["policyResource", "invalid", "MEDIA_TYPE"],
  },
  "hostless.example": {
    live: { mx: [[10, "mx.hostless.example"]], record: [recordText("1")] },
    problems: ["error host-not-found"],
    seen: ["policyResource", "absent", "NXDOMAIN"],
  },
  "nowhere.example": {
    live: { mx: [], record: [] },
    problems: ["error record-missing", "error host-not-found", "warning mx-missing"],
    seen: ["mx", "absent", "NODATA"],
  },
  "servfail.example": {
    live: healthyDomain("servfail.example"),
    resolver: [{ kind: "servfail", name: owner("servfail.example") }],
    nameServers: [{ kind: "servfail", name: owner("servfail.example") }],
    problems: ["error record-unanswered"],
    seen: ["record", "unverified", "SERVFAIL"],
  },
  "resolver.example": {
    live: healthyDomain("resolver.example"),
    resolver: [{ kind: "servfail", name: owner("resolver.example") }],
    problems: ["note record-unanswered"],
    seen: ["record", "valid"],
  },
  "hostfail.example": {
    live: { mx: [[10, "mx.hostfail.example"]], record: [recordText("1")] },
    resolver: [{ kind: "refused", name: host("hostfail.example") }],
    nameServers: [{ kind: "refused", name: host("hostfail.example") }],
    problems: ["error host-unanswered"],
    seen: ["policyResource", "unverified", "REFUSED"],
  },
  "truncated.example": {
    live: healthyDomain("truncated.example"),
    resolver: [{ kind: "truncate", name: owner("truncated.example") }],
    nameServers: [{ kind: "truncate", name: owner("truncated.example") }],
    problems: [],
    seen: ["record", "valid"],
  },
  "several.example": {
    live: { ...healthyDomain("several.example"), record: [recordText("1"), recordText("2")] },
    problems: ["error record-several"],
    seen: ["record", "invalid", "SEVERAL"],
  },
  "split.example": {
    live: healthyDomain("split.example"),
    problems: ["error id-stale", "warning record-servers-disagree"],
    seen: ["record", "valid"],
  },
  "healthy.example": {
    live: healthyDomain("healthy.example"),
    problems: [],
    seen: ["policyResource", "valid"],
  },
};

const DOMAINS = Object.keys(CASES);
const faultsOf = (side: "resolver" | "nameServers") =>
  Object.values(CASES).flatMap((one) => one[side] ?? []);

describe("faults of the live side", () => {
  const worlds = worldStage();
  after(() => worlds.closeAll());

  it("are told apart, domain by domain, and none touches another domain", async () => {
    const lives = Object.entries(CASES).map(([domain, { live }]) => [domain, live] as const);
    const world: World = await worlds.start({
      domains: Object.fromEntries(lives),
      resolverFaults: faultsOf("resolver"),
      nameServerFaults: faultsOf("nameServers"),
    });
    world.publishRecord("split.example", [recordText("other")], 1);
    const { report, step } = await runGate({
      stage: "monitor",
      domain: DOMAINS.join("\n"),
      ...world.inputs,
    });
    const sights = report.domains.map((domain) => [domain.domain, sightOf(domain)]);
    const expected = Object.entries(CASES).map(([domain, { problems, seen }]) => [
      domain,
      { problems: [...problems].sort(), status: seen[1], code: seen[2] },
    ]);
    assert.deepEqual(Object.fromEntries(sights), Object.fromEntries(expected));
    assert.equal(step.result, "Failed");
    assert.ok(
      world.https.requests.every(({ host }) => !host.startsWith("www.")),
      "no redirect",
    );
  });

  it("include a body that takes longer than the clock of the whole fetch", async () => {
    const faults = { trickle: { octets: 1, everyMs: 100 } };
    const world = await worlds.start({
      domains: { "slow.example": site("slow.example", { faults }) },
    });
    const inputs = { stage: "monitor", domain: "slow.example", ...world.inputs };
    const { report, problems } = await runGate({ ...inputs, timeoutSeconds: "1" });
    assert.deepEqual(problems, ["error host-timeout"]);
    const { status, code, seconds = 0 } = only(report.domains).seen.policyResource;
    assert.deepEqual([status, code], ["invalid", "TIMEOUT"]);
    assert.ok(seconds >= 1 && seconds < 3, `${seconds} s`);
  });

  it("include internal addresses, which are never connected to", async () => {
    const internal = ["127.0.0.1", "10.0.0.1", "169.254.169.254"];
    const sockets = await socketLog();
    const more = {
      "mta-sts.inside.example": { A: internal, AAAA: ["::1", "fd00::1"] },
      "site.inside.example": { A: internal },
    };
    const world = await worlds.start({
      domains: {
        "inside.example": { mx: [[10, "mx.inside.example"]], record: [recordText("1")], more },
      },
    });
    const { problems, report } = await runGate(
      {
        stage: "monitor",
        domain: "inside.example",
        deployedUrl: "https://site.inside.example",
        ...world.inputs,
      },
      { environment: sockets.environment },
    );
    assert.deepEqual(problems, ["error host-internal-address", "error deployed-site-answer"]);
    assert.equal(only(report.domains).seen.policyResource.code, "INTERNAL_ADDRESS");
    const ours = [world.resolver, ...world.nameServers].map(({ port }) => `tcp 127.0.0.1:${port}`);
    assert.deepEqual(
      sockets.lines().filter((line) => line !== "udp" && !ours.includes(line)),
      [],
    );
  });

  it("include servers that never answer, for which patience ends", async () => {
    const mute = (name: string, type: "MX" | "TXT"): Fault => ({ kind: "silence", name, type });
    const onlyTcp: Fault = {
      kind: "silence",
      name: owner("tcp.example"),
      type: "TXT",
      transport: "udp",
    };
    const world = await worlds.start({
      domains: {
        "dead.example": healthyDomain("dead.example"),
        "deaf.example": healthyDomain("deaf.example"),
        "tcp.example": healthyDomain("tcp.example"),
      },
      resolverFaults: [mute("dead.example", "MX"), onlyTcp],
      nameServerFaults: [mute("dead.example", "MX"), mute(owner("deaf.example"), "TXT"), onlyTcp],
    });
    const factor = 10;
    const started = performance.now();
    const { report } = await runGate(
      { stage: "monitor", domain: "dead.example\ndeaf.example\ntcp.example", ...world.inputs },
      { environment: fastClock(factor) },
    );
    const seconds = ((performance.now() - started) / 1000) * factor;
    assert.deepEqual(report.domains.map(problemsOf), [
      ["error mx-unanswered"],
      ["note record-authority-unheard"],
      [],
    ]);
    assert.equal(report.domains[0]?.seen.mx.code, "TIMEOUT");
    assert.ok(seconds < 120, `${seconds} s`);
  });
  function sightOf(report: DomainReport) {
    const [part] = CASES[report.domain]?.seen ?? ["record"];
    const { status, code } = report.seen[part];
    return { problems: [...problemsOf(report)].sort(), status, code };
  }
});
