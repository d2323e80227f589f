// Faults of TCP and TLS with the policy host.
import { createAuthority } from "../../sandbox/internet/certificates";
import type { World } from "../../sandbox/internet/world";
import { type FaultRow, type Injection, type Peer, policyOf, UNREACHABLE, WARNING } from "./fault";

const SECONDS = 10;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** Where `timeoutSeconds` is one. */
const SHORT = { timeoutSeconds: 1 };
const SHORT_SECONDS = 5;

const row = (
  name: string,
  fault: string,
  check: string,
  inject: FaultRow["inject"],
  more: Partial<FaultRow> = {},
): FaultRow => ({ name, fault, check, weights: UNREACHABLE, within: SECONDS, inject, ...more });

const peer =
  (says: Peer & object): FaultRow["inject"] =>
  () => ({ policyHostIs: says });

/** A TLS record with a fatal alert (RFC 8446 section 6). */
const alert = (description: number) =>
  peer({ says: Buffer.from([21, 3, 3, 0, 2, 2, description]), end: "close" });

type Certificate = NonNullable<NonNullable<Injection["site"]>["certificate"]>;
const certificate = (one: Certificate | ((domain: string) => Certificate)) => (domain: string) => ({
  site: { certificate: typeof one === "function" ? one(domain) : one },
});

/** Serves the policy with a certificate that the world's own authority did not issue itself. */
function issuedBy(
  issue: (world: World, name: string) => Promise<{ keyPem: string; certificatePem: string }>,
): FaultRow["inject"] {
  return (domain) => ({
    prepare: async (world) => {
      const name = `mta-sts.${domain}`;
      const answer = { headers: { "content-type": "text/plain" }, body: policyOf(domain) };
      world.https.setSite(name, { certificate: await issue(world, name), answer });
    },
  });
}

const TRUST = "host-certificate-trust";

export const TLS_FAULTS: readonly FaultRow[] = [
  row("refused", "TCP: the connection is refused", "host-connection", () => ({
    policyHostIs: "refuses",
  })),
  row("reset", "TCP: reset after the ClientHello", "host-tls", () => ({
    site: { faults: { breakOff: { phase: "tls", how: "reset" } } },
  })),
  row("close", "TCP: closed after the ClientHello", "host-tls", () => ({
    site: { faults: { breakOff: { phase: "tls", how: "close" } } },
  })),
  row(
    "silence",
    "TLS: no answer to the ClientHello",
    "host-timeout",
    () => ({ site: { faults: { breakOff: { phase: "tls", how: "silence" } } }, options: SHORT }),
    { within: SHORT_SECONDS },
  ),
  row(
    "slow-handshake",
    "TLS: a handshake slower than timeoutSeconds",
    "host-timeout",
    () => ({ site: { faults: { delays: { tls: 2000 } } }, options: SHORT }),
    { within: SHORT_SECONDS },
  ),
  row(
    "plain-http",
    "TLS: plain HTTP on port 443",
    "host-tls",
    peer({ says: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", end: "close" }),
  ),
  row(
    "mail-server",
    "TLS: a mail server on port 443",
    "host-tls",
    peer({ says: "220 mail.example ESMTP\r\n", end: "close" }),
  ),
  row(
    "noise",
    "TLS: octets of no protocol",
    "host-tls",
    peer({ says: Buffer.alloc(64, 0xa5), end: "close" }),
  ),
  row(
    "half-record",
    "TLS: closed within the ServerHello",
    "host-tls",
    peer({ says: Buffer.from([22, 3, 3, 0, 122, 2, 0, 0]), end: "close" }),
  ),
  row(
    "half-record-silence",
    "TLS: silent within the ServerHello",
    "host-timeout",
    (domain) => ({
      ...peer({ says: Buffer.from([22, 3, 3, 0, 122, 2, 0, 0]), end: "silence" })(domain),
      options: SHORT,
    }),
    { within: SHORT_SECONDS },
  ),
  row("old-version", "TLS: 1.1 at most", "host-tls", () => ({
    site: { faults: { isTls11Only: true } },
  })),
  row("unknown-name", "TLS: alert unrecognized_name, no binding", "host-tls", alert(112)),
  row("no-cipher", "TLS: alert handshake_failure", "host-tls", alert(40)),
  row("internal-error", "TLS: alert internal_error", "host-tls", alert(80)),
  row("http2-only", "TLS: alert no_application_protocol, HTTP/2 only", "host-tls", alert(120)),
  row(
    "expired",
    "Certificate: expired",
    TRUST,
    certificate({ notBefore: inDays(-90), notAfter: inDays(-1) }),
  ),
  row(
    "not-yet-valid",
    "Certificate: not yet valid",
    TRUST,
    certificate({ notBefore: inDays(1), notAfter: inDays(90) }),
  ),
  row("self-signed", "Certificate: self-signed", TRUST, certificate({ isSelfSigned: true })),
  row(
    "unknown-authority",
    "Certificate: of an unknown authority, its root presented",
    TRUST,
    issuedBy(async (_world, name) => {
      const other = await createAuthority("Unknown Root");
      const { keyPem, certificatePem } = await other.issue({ dnsNames: [name] });
      return { keyPem, certificatePem: certificatePem + other.certificatePem };
    }),
  ),
  row(
    "incomplete-chain",
    "Certificate: the intermediate is missing",
    TRUST,
    issuedBy(async ({ authority }, name) => {
      const intermediate = await authority.createIntermediate("Intermediate");
      return intermediate.issue({ dnsNames: [name], omitsIntermediates: true });
    }),
  ),
  row(
    "other-name",
    "Certificate: for another name",
    "host-certificate-name",
    certificate((domain) => ({ dnsNames: [`www.${domain}`] })),
  ),
  row(
    "deep-wildcard",
    "Certificate: a wildcard one label too deep",
    "host-certificate-name",
    certificate((domain) => ({ dnsNames: [`*.mta-sts.${domain}`] })),
  ),
  row(
    "common-name-only",
    "Certificate: the name only as common name",
    "host-certificate-name",
    certificate((domain) => ({ dnsNames: [], commonName: `mta-sts.${domain}` })),
  ),
  row(
    "short-key",
    "Certificate: an RSA key of 1024 bits",
    "host-certificate-weak",
    certificate({ rsaBits: 1024 }),
  ),
  row(
    "sha1",
    "Certificate: signed with SHA-1",
    "host-certificate-weak",
    certificate({ isSha1: true }),
  ),
  row(
    "ends-soon",
    "Certificate: less than a tenth of its lifetime left",
    "host-certificate-expiring",
    certificate({ notBefore: inDays(-85), notAfter: inDays(5) }),
    { weights: WARNING },
  ),
  row(
    "slow-but-served",
    "TLS: a handshake of more than four seconds",
    "interop-slow",
    () => ({ site: { faults: { delays: { tls: 4200 } } } }),
    { weights: ["note", "warning", "warning", "warning"] },
  ),
];
