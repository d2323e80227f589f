// Keys and signatures that senders find too weak, whatever this machine's own OpenSSL thinks of them. Pure.
import type { CertificateFacts } from "../evidence/types";

/** What OpenSSL's second security level asks for, the default of most systems: 112 bits. */
const MIN_RSA_BITS = 2048;
const MIN_CURVE_BITS = 224;

/** OpenSSL's objections to strength; most versions of Node have no name for them. */
const STRENGTH_CODES = ["UNSPECIFIED", "EE_KEY_TOO_SMALL", "CA_KEY_TOO_SMALL", "CA_MD_TOO_WEAK"];

/** True where OpenSSL's verdict says nothing more than that the certificate is weak. */
export function isVerdictOnStrength(trustError: string | undefined): boolean {
  return trustError !== undefined && STRENGTH_CODES.includes(trustError);
}

/** What is too weak about a certificate, as what follows "the certificate"; undefined: nothing. */
export function weaknessOf(certificate: CertificateFacts): string | undefined {
  const { keyType = "", keyBits, signatureAlgorithm = "" } = certificate;
  if (keyBits !== undefined && isShort(keyType, keyBits)) {
    const expected = keyType === "ec" ? MIN_CURVE_BITS : MIN_RSA_BITS;
    return `has a key of ${keyBits} bits (${keyType}), expected ${expected} or more`;
  }
  if (/^md\d|sha1/i.test(signatureAlgorithm)) {
    return `is signed with ${signatureAlgorithm}, expected SHA-256 or better`;
  }
  return undefined;
}

function isShort(keyType: string, bits: number): boolean {
  if (keyType === "ec") return bits < MIN_CURVE_BITS;
  return /^(?:rsa|dsa)/.test(keyType) && bits < MIN_RSA_BITS;
}
