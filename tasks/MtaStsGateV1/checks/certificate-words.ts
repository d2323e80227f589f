// What is wrong with a certificate, in words that fit every kind of host.
import type { CertificateFacts } from "../evidence/types";
import { quote, quoteName } from "../quote";

/** Names that a message lists. */
const LISTED = 5;

/**
 * Why a certificate is not accepted, as what follows "the certificate".
 * @param code OpenSSL's name of the fault, of the certificate itself or of another one in its chain
 * @param gatheredAt when it was seen
 */
export function trustComplaint(
  code: string,
  certificate: CertificateFacts,
  gatheredAt: string,
): string {
  return `${complaint(code, certificate, Date.parse(gatheredAt))} (${code})`;
}

function complaint(
  code: string,
  { notAfter, notBefore, issuer }: CertificateFacts,
  now: number,
): string {
  const ofChain = `issued by ${quote(issuer)} is in date, but one in its chain is not`;
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return Date.parse(notAfter) > now ? ofChain : `expired at ${notAfter}`;
    case "CERT_NOT_YET_VALID":
      return Date.parse(notBefore) < now ? ofChain : `is not valid before ${notBefore}`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return "is signed by itself or by a root that senders do not know";
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return `comes alone, without the certificate of its issuer ${quote(issuer)}: the chain is incomplete, or that issuer is not a public one`;
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `issued by ${quote(issuer)} leads to no public root: a certificate at the end of its chain is missing, or the root is not a public one`;
    case "UNSPECIFIED":
      return `issued by ${quote(issuer)} is refused by OpenSSL, for example for a weak key or hash in its chain`;
    default:
      return `issued by ${quote(issuer)} is not trusted`;
  }
}

/** The names that a certificate is for, none of which fits, and what would fit. */
export function nameComplaint(dnsNames: readonly string[], host: string): string {
  const names = dnsNames.slice(0, LISTED).map((name) => quoteName(name));
  const rest = dnsNames.length - names.length;
  const more = rest > 0 ? ` and ${rest} more` : "";
  const held = names.length === 0 ? "no DNS name at all" : `only ${names.join(", ")}${more}`;
  return `holds ${held}, expected ${quoteName(host)} or a wildcard in place of its first label`;
}
