import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createAuthority } from "../../sandbox/internet/certificates";

describe("sandbox certificates", () => {
  const certificatesIn = (pem: string) =>
    (pem.match(/-----BEGIN[\s\S]*?END CERTIFICATE-----/g) ?? []).map(
      (one) => new X509Certificate(one),
    );

  it("come with their key and chain, the leaf first", async () => {
    const root = await createAuthority("Root");
    const two = await (await root.createIntermediate("One")).createIntermediate("Two");
    const { keyPem, certificatePem } = await two.issue({ dnsNames: ["a.example"] });
    const chain = certificatesIn(certificatePem);
    assert.deepEqual(
      chain.map(({ subject }) => subject),
      ["CN=a.example", "CN=Two", "CN=One"],
    );
    const issuers = [...chain.slice(1), new X509Certificate(root.certificatePem)];
    for (const [index, certificate] of chain.entries()) {
      const issuer = issuers[index];
      assert.ok(issuer !== undefined && certificate.checkIssued(issuer));
      assert.ok(certificate.verify(issuer.publicKey));
      assert.equal(certificate.ca, index > 0);
    }
    assert.ok(chain[0]?.checkPrivateKey(createPrivateKey(keyPem)));
  });

  it("carry names and dates as asked", async () => {
    const root = await createAuthority("Root");
    const issued = await root.issue({
      dnsNames: ["*", "*.*.com", "mta-sts.example.com"],
      commonName: "other.example",
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2020-02-01T00:00:00Z"),
    });
    const [certificate] = certificatesIn(issued.certificatePem);
    assert.equal(certificate?.subject, "CN=other.example");
    assert.equal(certificate?.subjectAltName, "DNS:*, DNS:*.*.com, DNS:mta-sts.example.com");
    assert.equal(certificate?.validFrom, "Jan  1 00:00:00 2020 GMT");
    assert.equal(certificate?.validTo, "Feb  1 00:00:00 2020 GMT");
  });

  it("have no subjectAltName where no name is asked for", async () => {
    const root = await createAuthority("Root");
    const issued = await root.issue({ dnsNames: [], commonName: "mta-sts.example.com" });
    assert.equal(certificatesIn(issued.certificatePem)[0]?.subjectAltName, undefined);
  });

  it("can be self-signed or have a weak key", async () => {
    const intermediate = await (await createAuthority("Root")).createIntermediate("One");
    const request = { dnsNames: ["a.example"], isSelfSigned: true, rsaBits: 1024 };
    const { keyPem, certificatePem } = await intermediate.issue(request);
    const [certificate, ...others] = certificatesIn(certificatePem);
    assert.deepEqual(others, []);
    assert.equal(certificate?.issuer, "CN=a.example");
    assert.ok(certificate?.verify(certificate.publicKey));
    assert.equal(createPrivateKey(keyPem).asymmetricKeyDetails?.modulusLength, 1024);
    const signed = await intermediate.issue({ dnsNames: ["a.example"], rsaBits: 1024 });
    const [leaf, issuer] = certificatesIn(signed.certificatePem);
    assert.ok(leaf !== undefined && issuer !== undefined && leaf.verify(issuer.publicKey));
  });

  it("never share a serial number", async () => {
    const root = await createAuthority("Root");
    const issued = await Promise.all([1, 2, 3].map(() => root.issue({ dnsNames: ["a.example"] })));
    const serials = issued.map(
      ({ certificatePem }) => new X509Certificate(certificatePem).serialNumber,
    );
    assert.equal(new Set(serials).size, 3);
  });
});
