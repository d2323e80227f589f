import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Authority, createAuthority } from "../../sandbox/internet/certificates";
import type { CertificateFacts } from "../../tasks/MtaStsGateV1/evidence/types";
import {
  bodyOf,
  POLICY,
  POLICY_HOST,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";

describe("HTTPS probe: certificates", () => {
  let host: PolicyHost;
  let authority: Authority;
  before(async () => {
    host = await startPolicyHost();
    authority = host.authority;
  });
  after(() => host.server.close());

  const DAY_MS = 86_400_000;
  const names = { dnsNames: [POLICY_HOST] };

  async function factsOf(
    certificate: { readonly keyPem: string; readonly certificatePem: string },
    settings: { readonly agentCaPem?: string; readonly trustAnchorsPem?: string } = {},
  ): Promise<CertificateFacts> {
    host.become({ certificate });
    const exchange = await host.exchange(settings);
    assert.equal(exchange.failure, undefined);
    assert.equal(bodyOf(exchange), POLICY, "the answer is known whatever the certificate");
    assert.ok(exchange.certificate !== undefined);
    return exchange.certificate;
  }

  it("reports what the certificate says", async () => {
    const notBefore = new Date("2024-01-02T03:04:05Z");
    const notAfter = new Date("2049-06-07T08:09:10Z");
    const dnsNames = ["a.example", POLICY_HOST, 'odd",name', "*.b.example"];
    const issued = await authority.issue({ dnsNames, commonName: "c\nn", notBefore, notAfter });
    const { serialNumber, fingerprint256 } = new X509Certificate(issued.certificatePem);
    assert.deepEqual(await factsOf(issued), {
      subject: "CN=c\\0An",
      issuer: "CN=Test Root",
      dnsNames,
      notBefore: "2024-01-02T03:04:05.000Z",
      notAfter: "2049-06-07T08:09:10.000Z",
      serialNumber,
      fingerprint256,
      chainLength: 1,
      keyType: "ec",
      keyBits: 256,
      signatureAlgorithm: "ecdsa-with-SHA256",
      matchesHost: true,
      trustedOnlyByAgentCa: false,
    });
  });

  // As Let's Encrypt issues in its profiles "tlsserver" and "shortlived" (RFC 5280 section 4.1.2.6 allows it).
  it("reads a certificate without a subject", async () => {
    const facts = await factsOf(await authority.issue({ ...names, commonName: "" }));
    assert.equal(facts.subject, "");
    assert.equal(facts.matchesHost, true);
    assert.equal(facts.trustError, undefined);
  });

  it("reads one without an issuer", async () => {
    const request = { ...names, commonName: "", isSelfSigned: true };
    assert.equal((await factsOf(await authority.issue(request))).issuer, "");
  });

  // OpenSSL may object to the last two or not; what they are is told in any case.
  for (const [request, expected] of [
    [{}, ["ec", 256, "ecdsa-with-SHA256"]],
    [{ rsaBits: 2048 }, ["rsa", 2048, "ecdsa-with-SHA256"]],
    [{ isSelfSigned: true, rsaBits: 2048 }, ["rsa", 2048, "sha256WithRSAEncryption"]],
    [{ rsaBits: 1024 }, ["rsa", 1024, "ecdsa-with-SHA256"]],
    [{ isSha1: true }, ["ec", 256, "ecdsa-with-SHA1"]],
  ] as const) {
    it(`tells key and signature of ${JSON.stringify(request)}`, async () => {
      const facts = await factsOf(await authority.issue({ ...names, ...request }));
      const { keyType, keyBits, signatureAlgorithm } = facts;
      assert.deepEqual([keyType, keyBits, signatureAlgorithm], expected);
    });
  }

  it("calls an expired certificate CERT_HAS_EXPIRED", async () => {
    const facts = await factsOf(
      await authority.issue({
        ...names,
        notBefore: new Date(Date.now() - 9 * DAY_MS),
        notAfter: new Date(Date.now() - DAY_MS),
      }),
    );
    assert.equal(facts.trustError, "CERT_HAS_EXPIRED");
    assert.equal(facts.matchesHost, true);
  });

  it("calls a certificate of the future CERT_NOT_YET_VALID", async () => {
    const notBefore = new Date(Date.now() + DAY_MS);
    const facts = await factsOf(await authority.issue({ ...names, notBefore }));
    assert.equal(facts.trustError, "CERT_NOT_YET_VALID");
  });

  it("calls a self-signed certificate DEPTH_ZERO_SELF_SIGNED_CERT", async () => {
    const facts = await factsOf(await authority.issue({ ...names, isSelfSigned: true }));
    assert.equal(facts.trustError, "DEPTH_ZERO_SELF_SIGNED_CERT");
    assert.equal(facts.chainLength, 1);
  });

  it("does not trust an unknown authority, even where its root is presented", async () => {
    const other = await createAuthority("Unknown Root");
    const issued = await other.issue(names);
    assert.equal((await factsOf(issued)).trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    const withRoot = { ...issued, certificatePem: issued.certificatePem + other.certificatePem };
    const facts = await factsOf(withRoot);
    assert.equal(facts.trustError, "SELF_SIGNED_CERT_IN_CHAIN");
    assert.equal(facts.chainLength, 2);
  });

  it("needs the intermediate certificates", async () => {
    const intermediate = await (await authority.createIntermediate("One")).createIntermediate(
      "Two",
    );
    const whole = await factsOf(await intermediate.issue(names));
    assert.equal(whole.trustError, undefined);
    assert.equal(whole.chainLength, 3);
    assert.equal(whole.issuer, "CN=Two");
    const cut = await factsOf(await intermediate.issue({ ...names, omitsIntermediates: true }));
    assert.equal(cut.trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    assert.equal(cut.chainLength, 1);
  });

  // RFC 8461 section 3.3: SAN dNSName only; a wildcard only as the complete left-most label.
  for (const [dnsNames, matches] of [
    [["mta-sts.example.com"], true],
    [["MTA-STS.Example.COM"], true],
    [["other.example", "mta-sts.example.com"], true],
    [["*.example.com"], true],
    [["*"], false],
    [["*.com"], false],
    [["*.*.com"], false],
    [["mta-*.example.com"], false],
    [["*sts.example.com"], false],
    [["mta-sts.*.com"], false],
    [["*.mta-sts.example.com"], false],
    [["*.sub.example.com"], false],
    [["example.com", "www.example.com"], false],
    [["*.azurestaticapps.net"], false],
    [["mta-sts.example.com."], false],
    [["mta-sts.example.com.evil.example"], false],
    [[], false],
  ] as const) {
    it(`matches ${JSON.stringify(dnsNames)}: ${matches}`, async () => {
      // The common name is always right, and must never count.
      const facts = await factsOf(await authority.issue({ dnsNames, commonName: POLICY_HOST }));
      assert.equal(facts.matchesHost, matches);
      assert.deepEqual(facts.dnsNames, dnsNames);
      assert.equal(facts.trustError, undefined, "the name does not touch the trust");
    });
  }

  it("takes a wildcard for one level only", async () => {
    const name = "mta-sts.sub.example.com";
    const certificate = await authority.issue({ dnsNames: ["*.example.com"] });
    host.server.setSite(name, { certificate, answer: { body: POLICY } });
    const { certificate: facts } = await host.exchange({ host: name });
    assert.equal(facts?.matchesHost, false);
  });

  describe("with the agent's own CA", () => {
    it("tells a chain apart that only it makes valid", async () => {
      const proxyRoot = await createAuthority("Inspecting Proxy");
      const certificate = await proxyRoot.issue(names);
      const agentCaPem = proxyRoot.certificatePem;
      const facts = await factsOf(certificate, { agentCaPem });
      assert.equal(facts.trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
      assert.equal(facts.trustedOnlyByAgentCa, true);
    });

    it("does not let it excuse an expired certificate or another authority", async () => {
      const agentCa = await createAuthority("Agent CA");
      const expired = await agentCa.issue({ ...names, notAfter: new Date(Date.now() - 1000) });
      const agentCaPem = agentCa.certificatePem;
      assert.equal((await factsOf(expired, { agentCaPem })).trustedOnlyByAgentCa, false);
      const other = await (await createAuthority("Third")).issue(names);
      assert.equal((await factsOf(other, { agentCaPem })).trustedOnlyByAgentCa, false);
    });

    it("adds it to the anchors in force, as a missing intermediate too", async () => {
      const intermediate = await authority.createIntermediate("One");
      const certificate = await intermediate.issue({ ...names, omitsIntermediates: true });
      const agentCaPem = intermediate.certificatePem;
      const facts = await factsOf(certificate, { agentCaPem });
      assert.equal(facts.trustedOnlyByAgentCa, true);
    });

    it("shakes hands once where the certificate is trusted anyway", async () => {
      const before = host.server.serverNames.length;
      const facts = await factsOf(await authority.issue(names), {
        agentCaPem: (await createAuthority("Agent CA")).certificatePem,
      });
      assert.equal(facts.trustedOnlyByAgentCa, false);
      assert.equal(host.server.serverNames.length, before + 1);
    });
  });

  it("takes the public roots where no file is given", async () => {
    host.become({});
    const { anchors, exchanges } = await host.fetch({ usesPublicRoots: true });
    assert.equal(anchors, "public");
    assert.equal(exchanges[0]?.certificate?.trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  });

  it("never counts NODE_EXTRA_CA_CERTS", async () => {
    host.become({});
    const seen = await inProcessTrusting(authority.certificatePem, host.server.port);
    assert.deepEqual(seen, {
      plainNode: "trusted",
      probe: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    });
  });
});

/** What a process that was started with the authority in NODE_EXTRA_CA_CERTS sees of POLICY_HOST. */
async function inProcessTrusting(caPem: string, port: number): Promise<unknown> {
  const folder = await mkdtemp(path.join(tmpdir(), "extra-ca-"));
  try {
    const file = path.join(folder, "ca.pem");
    await writeFile(file, caPem);
    const support = path.join(__dirname, "../support");
    // Coverage puts the modules of all processes together, so they must be the same in each.
    const helpers = path.join(support, "esbuild-helpers.cjs");
    const script = path.join(support, "trust-in-process.ts");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--require", "tsx/cjs", "--require", helpers, script, String(port)],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: file } },
    );
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
