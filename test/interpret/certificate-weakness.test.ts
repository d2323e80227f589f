// Keys and signatures at the limits of what senders take.
import assert from "node:assert/strict";
import type { CertificateFacts } from "../../tasks/MtaStsGateV1/evidence/types";
import {
  isVerdictOnStrength,
  weaknessOf,
} from "../../tasks/MtaStsGateV1/interpret/certificate-weakness";
import { healthyEvidence } from "../support/healthy";

function healthyCertificate(): CertificateFacts {
  const { policyResource } = healthyEvidence();
  assert.ok(policyResource.status === "found");
  const certificate = policyResource.value.exchanges[0]?.certificate;
  assert.ok(certificate);
  return certificate;
}

function weakness(facts: Partial<CertificateFacts>): string | undefined {
  const { keyType: _, keyBits: __, signatureAlgorithm: ___, ...rest } = healthyCertificate();
  return weaknessOf({ ...rest, ...facts });
}

describe("a weak certificate", () => {
  it("has a short key, of its kind", () => {
    assert.equal(
      weakness({ keyType: "rsa", keyBits: 2047 }),
      "has a key of 2047 bits (rsa), expected 2048 or more",
    );
    assert.equal(
      weakness({ keyType: "ec", keyBits: 223 }),
      "has a key of 223 bits (ec), expected 224 or more",
    );
    assert.match(weakness({ keyType: "dsa", keyBits: 1024 }) ?? "", /1024 bits \(dsa\)/);
    assert.match(weakness({ keyType: "rsa-pss", keyBits: 1024 }) ?? "", /1024 bits/);
  });

  it("has no key that is long enough, or of a kind that has one length", () => {
    assert.equal(weakness({ keyType: "rsa", keyBits: 2048 }), undefined);
    assert.equal(weakness({ keyType: "ec", keyBits: 224 }), undefined);
    assert.equal(weakness({ keyType: "ed25519", keyBits: 253 }), undefined);
    assert.equal(weakness({ keyType: "x-rsa", keyBits: 512 }), undefined);
    assert.equal(weakness({ keyBits: 512 }), undefined);
    assert.equal(weakness({ keyType: "rsa" }), undefined);
  });

  it("is signed with MD5 or SHA-1", () => {
    for (const signatureAlgorithm of ["sha1WithRSAEncryption", "ecdsa-with-SHA1", "md5WithRSA"]) {
      assert.equal(
        weakness({ signatureAlgorithm }),
        `is signed with ${signatureAlgorithm}, expected SHA-256 or better`,
      );
    }
    for (const signatureAlgorithm of ["sha256WithRSAEncryption", "ecdsa-with-SHA384", "xmd5"]) {
      assert.equal(weakness({ signatureAlgorithm }), undefined, signatureAlgorithm);
    }
    assert.equal(weakness({}), undefined);
  });
});

describe("OpenSSL's verdict", () => {
  it("is about strength by its name, and about nothing where there is none", () => {
    assert.ok(isVerdictOnStrength("CA_MD_TOO_WEAK"));
    assert.ok(!isVerdictOnStrength("CERT_HAS_EXPIRED"));
    assert.ok(!isVerdictOnStrength(undefined));
  });
});
