// What a server's certificate says, and whether senders would accept it (RFC 8461 section 3.3).
import type { X509Certificate } from "node:crypto";
import tls from "node:tls";
import { keyFacts, signatureAlgorithmOf } from "./certificate-strength";
import type { CertificateFacts } from "./types";

/** Trust anchors ready for handshakes. */
export interface TrustAnchors {
  readonly source: "public" | "file";
  readonly context: tls.SecureContext;
  /** The same anchors and the agent's own. */
  readonly withAgentCa?: tls.SecureContext;
}

/** Reads the trust anchors: Node's own roots unless `trustAnchorsPem` replaces them. Throws on malformed PEM. */
export function readTrustAnchors(settings: {
  readonly trustAnchorsPem?: string;
  readonly agentCaPem?: string;
}): TrustAnchors {
  const { trustAnchorsPem, agentCaPem } = settings;
  // Named one by one, so that NODE_EXTRA_CA_CERTS and the system's store never count.
  const anchors = trustAnchorsPem === undefined ? tls.rootCertificates : [trustAnchorsPem];
  return {
    source: trustAnchorsPem === undefined ? "public" : "file",
    context: contextOf(anchors),
    ...(agentCaPem === undefined ? {} : { withAgentCa: contextOf([...anchors, agentCaPem]) }),
  };
}

// Reading all public roots takes longer than a handshake, and a run may look at hundreds of domains.
const contexts = new Map<string, tls.SecureContext>();

function contextOf(anchors: readonly string[]): tls.SecureContext {
  const key = anchors.join("\n");
  const known = contexts.get(key);
  if (known !== undefined) return known;
  // 1.2 is what senders must support (RFC 8461 section 7.2); NODE_OPTIONS could have lowered the default.
  const context = tls.createSecureContext({ ca: [...anchors], minVersion: "TLSv1.2" });
  contexts.set(key, context);
  return context;
}

/** Reads the certificate of a finished handshake with `host`. Works once per socket. */
export function readCertificate(socket: tls.TLSSocket, host: string): CertificateFacts | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const trustError = trustErrorOf(socket);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    dnsNames: dnsNamesOf(certificate.subjectAltName),
    notBefore: isoTime(certificate.validFrom),
    notAfter: isoTime(certificate.validTo),
    serialNumber: certificate.serialNumber,
    fingerprint256: certificate.fingerprint256,
    chainLength: chainLength(certificate),
    ...keyFacts(certificate),
    ...signatureFacts(certificate),
    matchesHost: matchesHost(certificate, host),
    ...(trustError === undefined ? {} : { trustError }),
    trustedOnlyByAgentCa: false,
  };
}

/** Node gives OpenSSL's name of the fault as a string, whatever its type says; undefined: trusted. */
export function trustErrorOf(socket: tls.TLSSocket): string | undefined {
  const error: unknown = socket.authorizationError;
  return typeof error === "string" ? error : undefined;
}

// The common name never counts, and a wildcard only as the complete left-most label (RFC 8461 section 3.3).
function matchesHost(certificate: X509Certificate, host: string): boolean {
  const rules = { subject: "never", partialWildcards: false, multiLabelWildcards: false } as const;
  return certificate.checkHost(host, rules) !== undefined;
}

// Of a certificate from a handshake, `issuerCertificate` is the next one that the server presented.
function chainLength(leaf: X509Certificate): number {
  let length = 0;
  let next: X509Certificate | undefined = leaf;
  while (next !== undefined) {
    length += 1;
    next = next.issuerCertificate;
  }
  return length;
}

function signatureFacts({ raw }: X509Certificate): Pick<CertificateFacts, "signatureAlgorithm"> {
  const signatureAlgorithm = signatureAlgorithmOf(raw);
  return signatureAlgorithm === undefined ? {} : { signatureAlgorithm };
}

// Whatever its type says, Node gives no text for an empty name, which a subject may be (RFC 5280 section 4.1.2.6).
function oneLine(distinguishedName: string | undefined): string {
  return (distinguishedName ?? "").split("\n").join(", ");
}

function isoTime(opensslTime: string): string {
  const time = new Date(opensslTime);
  return Number.isNaN(time.getTime()) ? opensslTime : time.toISOString();
}

// "DNS:a.example, IP Address:…, DNS:"quoted where it holds a comma or quote"", as Node writes the extension.
function dnsNamesOf(subjectAltName: string | undefined): readonly string[] {
  const entries = subjectAltName?.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [];
  return entries
    .map((entry) => entry.trim())
    .filter((entry) => entry.startsWith("DNS:"))
    .map((entry) => entry.slice("DNS:".length))
    .map((name) => (name.startsWith('"') ? (JSON.parse(name) as string) : name));
}
