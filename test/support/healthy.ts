// A complete, plausible domain at Exchange Online on which nothing is wrong: what every fixture is a patch of.
import type {
  Answer,
  Evidence,
  Lookup,
  PolicyFetch,
} from "../../tasks/MtaStsGateV1/evidence/types";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import { healthySession } from "./healthy-session";

export const HEALTHY_POLICY = [
  "version: STSv1",
  "mode: enforce",
  "mx: contoso-com.mail.protection.outlook.com",
  "max_age: 604800",
  "",
].join("\n");

/** First 32 hex digits of the SHA-256 of HEALTHY_POLICY. */
export const HEALTHY_ID = "f5aafff060154eb09cd14106a8125247";

const DOMAIN = "contoso.com";
const MX_HOST = "contoso-com.mail.protection.outlook.com";
const NOW = "2026-11-24T08:00:00.000Z";

export function healthyOptions(stage: Stage, more: Partial<Options> = {}): Options {
  return {
    stage,
    demoted: false,
    domains: [DOMAIN],
    repositoryRoot: "/agent/_work/1/s",
    ...(stage === "monitor"
      ? {}
      : { policyFile: "home/.well-known/mta-sts.txt", siteRoot: "home" }),
    idScheme: "auto",
    idUpdate: "manual",
    plannedMx: [],
    checkSmtp: "auto",
    timeoutSeconds: 60,
    waitMinutes: 5,
    dnsServers: [],
    connectTo: [],
    failOn: "error",
    liveFaults: "fail",
    unverified: stage === "pullRequest" ? "warn" : "fail",
    ignoreChecks: [],
    reportFolder: "/agent/_work/_temp/mta-sts-gate",
    publishSummary: true,
    publishTestResults: true,
    publishSarif: false,
    ...more,
  };
}

export function answer<T>(records: readonly T[], ttl = 3600): Answer<T> {
  return {
    records,
    ttl,
    chain: [],
    authoritative: true,
    server: "198.51.100.53:53",
    seconds: 0.02,
  };
}

function lookup<T>(name: string, type: Lookup<T>["type"], records: readonly T[]): Lookup<T> {
  const found = { status: "found" as const, value: answer(records) };
  return {
    name,
    type,
    resolver: found,
    zone: DOMAIN,
    nameServers:
      type === "TXT" || type === "MX"
        ? {
            status: "found",
            value: [
              { host: "ns1.example.net", address: "198.51.100.53", answer: found },
              { host: "ns2.example.net", address: "203.0.113.53", answer: found },
            ],
          }
        : { status: "skipped", reason: "the resolver answered" },
  };
}

/** A fetch that went well, of this body. */
export function fetchOf(body: string | Uint8Array): PolicyFetch {
  const octets = Buffer.from(body);
  return {
    url: `https://mta-sts.${DOMAIN}/.well-known/mta-sts.txt`,
    exchanges: [
      {
        address: "192.0.2.10",
        port: 443,
        via: "direct",
        timings: { tcp: 0.02, tls: 0.06, headers: 0.09, body: 0.1 },
        tlsProtocol: "TLSv1.3",
        certificate: {
          subject: `CN=mta-sts.${DOMAIN}`,
          issuer: "CN=Public Authority",
          dnsNames: [`mta-sts.${DOMAIN}`],
          notBefore: "2026-10-01T00:00:00.000Z",
          notAfter: "2027-04-01T00:00:00.000Z",
          serialNumber: "0A",
          fingerprint256: "00",
          chainLength: 2,
          matchesHost: true,
          trustedOnlyByAgentCa: false,
        },
        httpStatus: 200,
        headers: [
          ["content-type", "text/plain"],
          ["content-length", `${octets.length}`],
        ],
        bodyBase64: octets.toString("base64"),
        bodyOctets: octets.length,
      },
    ],
    refusedAddresses: [],
    seconds: 0.12,
    anchors: "public",
  };
}

export function healthyEvidence(
  policyFile: string | Uint8Array = HEALTHY_POLICY,
  served: string | Uint8Array = policyFile,
): Evidence {
  const bytes = Buffer.from(policyFile);
  const skipped = { status: "skipped" as const, reason: "not asked" };
  const mx = lookup(DOMAIN, "MX", [{ preference: 0, exchange: MX_HOST }]);
  return {
    policyDomain: DOMAIN,
    gatheredAt: NOW,
    policyFile: {
      status: "found",
      value: {
        path: "home/.well-known/mta-sts.txt",
        octets: bytes.length,
        bytesBase64: bytes.subarray(0, 1_048_576).toString("base64"),
      },
    },
    recordFile: skipped,
    site: {
      status: "found",
      value: {
        root: "home",
        names: ["index.html", ".well-known/"],
        wellKnown: [{ folder: ".well-known", names: ["mta-sts.txt"] }],
        configs: [],
        named: [],
        texts: [],
        copies: [],
        buildFiles: [],
        deployers: [],
      },
    },
    functions: { status: "absent", code: "ENOENT", detail: "no Functions app serves a policy" },
    pipelines: { status: "absent", code: "ENOENT", detail: "no pipeline deploys or runs the gate" },
    record: lookup(`_mta-sts.${DOMAIN}`, "TXT", [[`v=STSv1; id=${HEALTHY_ID};`]]),
    wildcard: {
      name: `_mta-sts-gate-probe.${DOMAIN}`,
      type: "TXT",
      resolver: { status: "absent", code: "NXDOMAIN", detail: "the name does not exist" },
      nameServers: skipped,
    },
    misplaced: [],
    tlsRpt: lookup(`_smtp._tls.${DOMAIN}`, "TXT", [
      [`v=TLSRPTv1; rua=mailto:tls-reports@${DOMAIN}`],
    ]),
    reportDomains: [{ domain: DOMAIN, mx }],
    mx,
    policyHost: {
      a: lookup(`mta-sts.${DOMAIN}`, "A", ["192.0.2.10"]),
      aaaa: {
        ...lookup<string>(`mta-sts.${DOMAIN}`, "AAAA", []),
        resolver: { status: "absent", code: "NODATA", detail: "no AAAA record" },
      },
      splitFrom: [],
    },
    policyResource: { status: "found", value: fetchOf(served) },
    deployedSite: skipped,
    smtp: { [MX_HOST]: { status: "found", value: healthySession(MX_HOST) } },
    earlier: skipped,
    history: skipped,
    targetBranch: skipped,
  };
}

/** Evidence in which nothing of the network was asked, as in stage lint. */
export function lintEvidence(policyFile: string | Uint8Array): Evidence {
  const skipped = { status: "skipped" as const, reason: "stage lint asks nothing of the network" };
  const healthy = healthyEvidence(policyFile);
  const unasked = <T>(asked: Lookup<T>): Lookup<T> => ({
    name: asked.name,
    type: asked.type,
    resolver: skipped,
    nameServers: skipped,
  });
  return {
    ...healthy,
    record: unasked(healthy.record),
    wildcard: unasked(healthy.wildcard),
    tlsRpt: unasked(healthy.tlsRpt),
    reportDomains: [],
    mx: unasked(healthy.mx),
    policyHost: {
      a: unasked(healthy.policyHost.a),
      aaaa: unasked(healthy.policyHost.aaaa),
      splitFrom: [],
    },
    policyResource: skipped,
    smtp: {},
  };
}
