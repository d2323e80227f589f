import assert from "node:assert/strict";
import * as names from "../../tasks/MtaStsGateV1/mta-sts/names";

describe("names", () => {
  it("are asked for where records stand by mistake", () => {
    assert.deepEqual(names.misplacedNamesOf("mail.contoso.com"), [
      "mta-sts.mail.contoso.com",
      "mail.contoso.com",
      "_mta_sts.mail.contoso.com",
      "_mta-sts.mail.contoso.com.mail.contoso.com",
      "_mta-sts.contoso.com",
    ]);
    assert.ok(!names.misplacedNamesOf("contoso.com").includes("_mta-sts.com"));
    assert.equal(names.wildcardProbeNameOf("contoso.com"), "_mta-sts-gate-probe.contoso.com");
    assert.equal(names.tlsRptNameOf("contoso.com"), "_smtp._tls.contoso.com");
  });

  it("tell host names from others", () => {
    const label = "a".repeat(63);
    for (const name of [
      "a",
      "a.b",
      "xn--bcher-kva.example",
      label,
      `${"abcdefg.".repeat(31)}abcde`,
    ]) {
      assert.ok(names.isHostName(name), name);
    }
    for (const name of [
      "",
      ".",
      "a.",
      ".a",
      "a..b",
      "a_b",
      "-a",
      "a-",
      `${label}a`,
      `${"abcdefg.".repeat(31)}abcdef`,
      "\u00e9",
    ]) {
      assert.ok(!names.isHostName(name), name);
    }
  });

  it("compare names as DNS does: ASCII case and the root dot do not count", () => {
    assert.equal(names.canonicalName("Mail.CONTOSO.com."), "mail.contoso.com");
    assert.equal(names.canonicalName("\u212aelvin.\u0130"), "\u212aelvin.\u0130");
  });

  it("turn U-labels into A-labels and back", () => {
    assert.equal(names.toALabels("b\u00fccher.example"), "xn--bcher-kva.example");
    assert.equal(names.toALabels("*.B\u00dcCHER.example"), "*.xn--bcher-kva.example");
    assert.equal(names.toULabels("xn--bcher-kva.example"), "b\u00fccher.example");
    assert.equal(names.toULabels("mail.example"), "mail.example");
    assert.equal(names.toULabels("xn--\u0000.example"), "xn--\u0000.example");
  });

  it("give no A-labels to what has none, at once", () => {
    const started = performance.now();
    const scholars = Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + i));
    for (const name of [
      "",
      "a b",
      "\ufffd.example",
      "a..b",
      `${"\u00e9".repeat(80)}.a`,
      scholars.join(""),
    ]) {
      assert.equal(names.toALabels(name), undefined, name.slice(0, 20));
    }
    assert.ok(performance.now() - started < 200);
  });

  it("know addresses", () => {
    for (const text of [
      "192.0.2.1",
      "[192.0.2.1]",
      "2001:db8::1",
      "[IPv6:2001:db8::1]",
      "::ffff:192.0.2.1",
    ]) {
      assert.ok(names.isAddress(text), text);
    }
    for (const text of [
      "192.0.2.256",
      "192.0.2",
      "a.b",
      "[a.b]",
      "dead.beef",
      "a:b.example",
      "abc.de:25",
      "",
    ]) {
      assert.ok(!names.isAddress(text), text);
    }
  });

  it("derive the Policy Host and the owner of the TXT record", () => {
    assert.equal(names.policyHostOf("contoso.com"), "mta-sts.contoso.com");
    assert.equal(names.recordNameOf("contoso.com"), "_mta-sts.contoso.com");
  });
});
