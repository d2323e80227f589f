import assert from "node:assert/strict";
import { mailDomainOf, readTlsRpt } from "../../tasks/MtaStsGateV1/mta-sts/tls-rpt";
import { tlsRptVectors } from "../support/vectors";

const GOOD = "v=TLSRPTv1; rua=mailto:a@contoso.com";

function read(text: string) {
  return readTlsRpt([[text]]);
}

describe("readTlsRpt", () => {
  for (const { records, valid, rua, note } of tlsRptVectors) {
    it(`${note}: ${JSON.stringify(records)}`, () => {
      const reading = readTlsRpt(records);
      assert.equal(reading.kind === "valid", valid);
      if (reading.kind !== "valid") return;
      assert.deepEqual(reading.rua, rua);
      assert.deepEqual(reading.unusable, []);
    });
  }

  for (const [records, kind] of [
    [[], "none"],
    [[["v=spf1 -all"]], "none"],
    [[["v=spf1 -all"], ["mail"]], "none"],
    [[[GOOD], ["v=spf1 -all"]], "valid"],
    [[[GOOD], [GOOD]], "several"],
    [[[GOOD], ["v=TLSRPTv1; x"]], "several"],
    [[["v=TLSRPTv1 ; rua=mailto:a@contoso.com"]], "valid"],
    [[["v=TLSRPTv1 ; rua=mailto:a@contoso.com"], ["mail"]], "malformed"],
    [[["v=TLS-RPTv1; rua=mailto:a@contoso.com"]], "malformed"],
    [[["rua=mailto:a@contoso.com; v=TLSRPTv1"]], "malformed"],
    [[["v=TLSRPTv1; rua=ftp://contoso.com"]], "no-endpoint"],
  ] as const) {
    it(`reads ${JSON.stringify(records)} as ${kind}`, () =>
      assert.equal(readTlsRpt(records).kind, kind));
  }

  it("judges several records without one that counts by the one that was meant", () => {
    const [glued, spaced] = [
      `v=TLSRPTv1 rua=mailto:a@contoso.com`,
      `v=TLSRPTv1 ; ${GOOD.slice(12)}`,
    ];
    assert.deepEqual(readTlsRpt([["mail"], [glued]]), read(glued));
    const discarded = { kind: "malformed", text: spaced, defect: "discarded", at: 0 };
    assert.deepEqual(readTlsRpt([["mail"], [spaced]]), discarded);
    assert.deepEqual(readTlsRpt([[GOOD], ["x"], [GOOD]]), { kind: "several", texts: [GOOD, GOOD] });
  });

  for (const [text, defect, at] of [
    [`"${GOOD}"`, "quotes", 0],
    [` ${GOOD}`, "blank", 0],
    [`${GOOD} \t`, "blank", 36],
    ["v=TLSRPTv1; rua= mailto:a@contoso.com", "field", 12],
    ["v=TLSRPTv1; rua=mailto:\u00e9@contoso.com", "non-ascii", 23],
    ["v=tlsrptv1; rua=mailto:a@contoso.com", "version", 0],
    ["v=TLSRPTv1 rua=mailto:a@contoso.com", "version", 0],
    ["v=TLSRPTv1\\; rua=mailto:a@contoso.com", "version", 0],
    ["v=TLSRPTv1;", "no-rua", 11],
    ["v=TLSRPTv1; ruf=mailto:a@contoso.com", "no-rua", 36],
    ["v=TLSRPTv1; RUA=mailto:a@contoso.com", "no-rua", 36],
    ["v=TLSRPTv1;; rua=mailto:a@contoso.com", "empty-field", 11],
    [`${GOOD}; x`, "field", 38],
    ["v=TLSRPTv1; rua =mailto:a@contoso.com", "field", 12],
    ["v=TLSRPTv1; rua=", "empty-uri", 16],
    [`${GOOD},`, "empty-uri", 16],
    [`${GOOD}!10m`, "exclamation-mark", 36],
  ] as const) {
    it(`finds ${defect} in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(read(text), { kind: "malformed", text, defect, at }));
  }

  for (const text of [`${GOOD}; `, `${GOOD} ;`, `${GOOD};x-y.z=1:2`, `${GOOD}; rua=http://x`]) {
    it(`accepts ${JSON.stringify(text)}`, () => assert.equal(read(text).kind, "valid"));
  }

  for (const [uri, fault] of [
    ["a@contoso.com", "no-scheme"],
    ["http://contoso.com", "other-scheme"],
    ["mailto:a@contoso.com mailto:b@contoso.com", "no-uri"],
    ["https://contoso.com/%zz", "no-uri"],
    ["https://contoso.com/<id>", "no-uri"],
    ["mailto:", "no-address"],
    ["mailto:contoso.com", "no-address"],
    ["mailto:@contoso.com", "no-address"],
    ["mailto:a@-contoso", "no-address"],
    ["https:", "no-host"],
    ["https:///v1", "no-host"],
    ["https://:443/v1", "no-host"],
  ] as const) {
    it(`finds ${fault} in ${uri}, beside a good one`, () => {
      assert.deepEqual(read(`${GOOD},${uri}`), {
        kind: "valid",
        text: `${GOOD},${uri}`,
        rua: ["mailto:a@contoso.com"],
        unusable: [{ uri, fault }],
      });
    });
  }

  it("takes time that grows with the text only", () => {
    const started = performance.now();
    for (const filler of [" ", ";", "a", "rua=", ",", "%4"]) {
      const many = filler.repeat(60_000 / filler.length);
      read(`v=TLSRPTv1;${many}x`);
      read(`v=TLSRPTv1; rua=mailto:${many}`);
      read(`rua=${many}`);
    }
    assert.ok(performance.now() - started < 1000);
  });
});

describe("mailDomainOf", () => {
  for (const [uri, domain] of [
    ["mailto:a@Contoso.COM", "contoso.com"],
    ["MAILTO:a%40b@contoso.com?subject=x@y.z", "contoso.com"],
    ["mailto:a@contoso.com%2Cb@fabrikam.com", "contoso.com"],
    ["mailto:a@m%C3%BCller.example.", "xn--mller-kva.example"],
    ["mailto:a@xn--mller-kva.example", "xn--mller-kva.example"],
    ["mailto:a@%zz.example", undefined],
    ["mailto:a@[192.0.2.1]", undefined],
    ["https://a@contoso.com", undefined],
  ] as const) {
    it(`of ${uri} is ${domain}`, () => assert.equal(mailDomainOf(uri), domain));
  }
});
