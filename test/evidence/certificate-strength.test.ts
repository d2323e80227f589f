// What a certificate is signed with, read from octets that anybody may have made.
import assert from "node:assert/strict";
import { signatureAlgorithmOf } from "../../tasks/MtaStsGateV1/evidence/certificate-strength";

/** A certificate that consists of nothing but what is read of it. */
function certificate(identifier: string, signed = "020101"): Buffer {
  const sequence = (...parts: readonly string[]) => {
    const octets = Buffer.from(parts.join(""), "hex");
    const length =
      octets.length < 128
        ? [octets.length]
        : [0x82, Math.floor(octets.length / 256), octets.length % 256];
    return Buffer.concat([Buffer.from([0x30, ...length]), octets]).toString("hex");
  };
  return Buffer.from(sequence(sequence(signed), sequence(identifier)), "hex");
}

describe("signatureAlgorithmOf", () => {
  for (const [identifier, name] of [
    ["06092a864886f70d01010b", "sha256WithRSAEncryption"],
    ["06092a864886f70d010105", "sha1WithRSAEncryption"],
    ["06082a8648ce3d040302", "ecdsa-with-SHA256"],
    ["06032b6570", "ed25519"],
    ["0609608648016503040311", "2.16.840.1.101.3.4.3.17"],
  ] as const) {
    it(`names ${name}`, () => {
      assert.equal(signatureAlgorithmOf(certificate(identifier)), name);
      const long = `048200c8${"00".repeat(200)}`;
      assert.equal(signatureAlgorithmOf(certificate(identifier, long)), name);
    });
  }

  it("names nothing in octets that are no certificate", () => {
    const whole = certificate("06032b6570");
    for (let length = 0; length < whole.length; length++) {
      assert.equal(signatureAlgorithmOf(whole.subarray(0, length)), undefined, `${length} octets`);
    }
    assert.equal(signatureAlgorithmOf(certificate("0500")), undefined);
    assert.equal(signatureAlgorithmOf(Buffer.from("30ffffff", "hex")), undefined);
  });
});
