// Keys and signatures that senders find too weak, whatever this machine's own OpenSSL thinks of them. Pure.
import type { CertificateFacts } from "../evidence/types";

/** What OpenSSL's second security level asks for, the default of most systems: 112 bits. */
const MIN_RSA_BITS = 2048;
const MIN_CURVE_BITS = 224;

/** OpenSSL's verdicts on strength: which of them it gives depends on the version of Node. */
const CODES: Readonly<Record<string, string>> = {
  EE_KEY_TOO_SMALL: "has a key that is too short",
  CA_KEY_TOO_SMALL: "comes with an issuer whose key is too short",
  CA_MD_TOO_WEAK: "is signed, or its issuer is, with a hash that is too weak",
};

/** True where OpenSSL objects to nothing but strength. */
export function isWeaknessCode(trustError: string | undefined): boolean {
  return trustError !== undefined && Object.hasOwn(CODES, trustError);
}

/** What is too weak about a certificate, as what follows "the certificate"; undefined: nothing. */
export function weaknessOf(certificate: CertificateFacts): string | undefined {
  const { keyType = "", keyBits, signatureAlgorithm = "", trustError = "" } = certificate;
  if (keyBits !== undefined && isShort(keyType, keyBits)) {
    const expected = keyType === "ec" ? MIN_CURVE_BITS : MIN_RSA_BITS;
    return `has a key of ${keyBits} bits (${keyType}), expected ${expected} or more`;
  }
  if (/^md\d|sha1/i.test(signatureAlgorithm)) {
    return `is signed with ${signatureAlgorithm}, expected SHA-256 or better`;
  }
  return CODES[trustError];
}

function isShort(keyType: string, bits: number): boolean {
  if (keyType === "ec") return bits < MIN_CURVE_BITS;
  return /^(?:rsa|dsa)/.test(keyType) && bits < MIN_RSA_BITS;
}
