// Certificates for worlds and tests: own authorities, and leaves with every fault that a policy host can have.
import "reflect-metadata";
import { KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

const DAY_MS = 86_400_000;
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A private key and the certificates a server presents with it, its own first. */
export interface ServerCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
}

/** A certificate to be made, right or wrong as a test needs it. */
export interface CertificateRequest {
  /** dNSName entries, taken as they are; none: the certificate has no subjectAltName. */
  readonly dnsNames: readonly string[];
  /** Default: the first of `dnsNames`; empty: the subject is empty, as of authorities that write no common name. */
  readonly commonName?: string;
  /** Default: yesterday. */
  readonly notBefore?: Date;
  /** Default: in 30 days. */
  readonly notAfter?: Date;
  /** Signed by its own key instead of the authority. */
  readonly isSelfSigned?: boolean;
  /** Presents the leaf without the intermediate certificates. */
  readonly omitsIntermediates?: boolean;
  /** An RSA key of this size, e.g. 1024, instead of ECDSA P-256. */
  readonly rsaBits?: number;
  /** Signed with SHA-1 instead of SHA-256. */
  readonly isSha1?: boolean;
}

/** A certificate authority. Its own certificate is a trust anchor where it is a root. */
export interface Authority {
  readonly certificatePem: string;
  issue(request: CertificateRequest): Promise<ServerCertificate>;
  createIntermediate(name: string): Promise<Authority>;
}

interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  /** Intermediate certificates from this one up to, but without, the root. */
  readonly chainPem: string;
}

/** Makes a root authority whose common name is `name`. */
export async function createAuthority(name: string): Promise<Authority> {
  const keys = await generateEcdsaKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { ...authorityFields(name), keys },
    webcrypto,
  );
  return authorityOf({ certificate, keys, chainPem: "" });
}

async function authorityOf(signer: Signer): Promise<Authority> {
  // One key for all leaves: making keys is what takes time.
  const leafKeys = await generateEcdsaKeys();
  return {
    certificatePem: pemOf(signer.certificate),
    issue: (request) => issue(request, signer, leafKeys),
    createIntermediate: (name) => createIntermediate(name, signer),
  };
}

async function createIntermediate(name: string, signer: Signer): Promise<Authority> {
  const keys = await generateEcdsaKeys();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      ...authorityFields(name),
      subject: nameOf(name),
      issuer: signer.certificate.subjectName,
      publicKey: keys.publicKey,
      signingKey: signer.keys.privateKey,
    },
    webcrypto,
  );
  return authorityOf({ certificate, keys, chainPem: pemOf(certificate) + signer.chainPem });
}

async function issue(
  request: CertificateRequest,
  signer: Signer,
  leafKeys: webcrypto.CryptoKeyPair,
): Promise<ServerCertificate> {
  const keys = request.rsaBits === undefined ? leafKeys : await generateRsaKeys(request.rsaBits);
  const subject = nameOf(request.commonName ?? request.dnsNames[0] ?? "no name");
  const { isSelfSigned = false } = request;
  const hash = request.isSha1 === true ? "SHA-1" : ECDSA.hash;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: randomSerialNumber(),
      subject,
      issuer: isSelfSigned ? subject : signer.certificate.subjectName,
      notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
      notAfter: request.notAfter ?? new Date(Date.now() + 30 * DAY_MS),
      publicKey: keys.publicKey,
      signingKey: isSelfSigned ? keys.privateKey : signer.keys.privateKey,
      signingAlgorithm: isSelfSigned ? keys.privateKey.algorithm : { ...ECDSA, hash },
      extensions: leafExtensions(request.dnsNames),
    },
    webcrypto,
  );
  const chain = isSelfSigned || request.omitsIntermediates === true ? "" : signer.chainPem;
  return { keyPem: keyPemOf(keys), certificatePem: pemOf(certificate) + chain };
}

function leafExtensions(dnsNames: readonly string[]): x509.Extension[] {
  const common = [
    new x509.BasicConstraintsExtension(false),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
  ];
  if (dnsNames.length === 0) return common;
  const names = dnsNames.map((value) => ({ type: "dns" as const, value }));
  return [...common, new x509.SubjectAlternativeNameExtension(names)];
}

function authorityFields(name: string) {
  return {
    serialNumber: randomSerialNumber(),
    name: nameOf(name),
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 365 * DAY_MS),
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
    ],
  };
}

function nameOf(commonName: string): x509.Name {
  return new x509.Name(commonName === "" ? [] : [{ CN: [{ utf8String: commonName }] }]);
}

// A positive number without a leading zero octet, whatever the random bits (RFC 5280 section 4.1.2.2).
function randomSerialNumber(): string {
  return `4${randomBytes(8).toString("hex").slice(1)}`;
}

function generateEcdsaKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
}

function generateRsaKeys(modulusLength: number): Promise<webcrypto.CryptoKeyPair> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return webcrypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent, hash: "SHA-256" },
    true,
    ["sign", "verify"],
  );
}

function pemOf(certificate: x509.X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

function keyPemOf(keys: webcrypto.CryptoKeyPair): string {
  return KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
}
