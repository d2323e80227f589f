// Key and signature of a certificate: what decides whether senders find it strong enough.
import type { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "./types";

/** Bits of the curves that certificates have, by OpenSSL's name. */
const CURVE_BITS: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

/** Names of signature algorithms (RFC 3279, 4055, 5758 and 8410) by object identifier. */
const SIGNATURE_ALGORITHMS: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.2": "md2WithRSAEncryption",
  "1.2.840.113549.1.1.4": "md5WithRSAEncryption",
  "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
  "1.2.840.113549.1.1.10": "rsassaPss",
  "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
  "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
  "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
  "1.2.840.113549.1.1.14": "sha224WithRSAEncryption",
  "1.2.840.10040.4.3": "dsa-with-sha1",
  "1.2.840.10045.4.1": "ecdsa-with-SHA1",
  "1.2.840.10045.4.3.1": "ecdsa-with-SHA224",
  "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
  "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
  "1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
  "1.3.101.112": "ed25519",
  "1.3.101.113": "ed448",
};

/** Kind and size of the public key; empty where Node cannot read it. */
export function keyFacts(
  certificate: X509Certificate,
): Pick<CertificateFacts, "keyType" | "keyBits"> {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails = {} } = certificate.publicKey;
    const { modulusLength, namedCurve = "" } = asymmetricKeyDetails;
    const bits = modulusLength ?? CURVE_BITS[namedCurve];
    return {
      ...(asymmetricKeyType === undefined ? {} : { keyType: asymmetricKeyType }),
      ...(bits === undefined ? {} : { keyBits: bits }),
    };
  } catch {
    return {};
  }
}

/**
 * What a certificate is signed with, read from its DER form (RFC 5280 section 4.1.1.2): Node 20 does not tell.
 * undefined where the octets are no certificate.
 */
export function signatureAlgorithmOf(der: Uint8Array): string | undefined {
  const certificate = elementAt(der, 0);
  const signed = certificate && elementAt(der, certificate.start);
  const algorithm = signed && elementAt(der, signed.end);
  const identifier = algorithm && elementAt(der, algorithm.start);
  if (identifier?.tag !== OBJECT_IDENTIFIER || identifier.end > der.length) return undefined;
  const dotted = dottedOf(der.subarray(identifier.start, identifier.end));
  return SIGNATURE_ALGORITHMS[dotted] ?? dotted;
}

const OBJECT_IDENTIFIER = 6;

/** One element of DER (X.690 section 8.1): where its content starts and ends. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

function elementAt(der: Uint8Array, at: number): Element | undefined {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const start = at + 2 + (first & 0x7f);
  const length = der.subarray(at + 2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  return { tag, start, end: start + length };
}

function dottedOf(octets: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of octets) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join(".");
}
