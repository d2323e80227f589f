import assert from "node:assert/strict";
import { isRecordId, parseRecord, readRecords } from "../../tasks/MtaStsGateV1/mta-sts/record";
import { recordVectors } from "../support/vectors";

describe("readRecords", () => {
  for (const { name, records, rfcValid, id, note } of recordVectors) {
    it(`${name}: ${note || JSON.stringify(records)}`, () => {
      const reading = readRecords(records);
      if (rfcValid === "ambiguous") return assert.notEqual(reading.kind, "valid");
      assert.equal(reading.kind === "valid", rfcValid);
      if (reading.kind === "valid") assert.equal(reading.id, id);
    });
  }

  const spf = ["v=spf1 -all"];
  const record = ["v=STSv1; id=1"];
  for (const [records, kind] of [
    [[], "none"],
    [[spf], "none"],
    [[spf, ["mail"]], "none"],
    [[record, spf], "valid"],
    [[["v=STS", "v1; id=1"]], "valid"],
    [[["v=STSv1 ; id=1"]], "valid"],
    [[["v=STSv1 ; id=1"], spf], "malformed"],
    [[record, record], "several"],
    [[record, ["v=STSv1; x"]], "several"],
    [[["v=stsv1; id=1"]], "malformed"],
    [[["id=1; v=STSv1"]], "malformed"],
  ] as const) {
    it(`reads ${JSON.stringify(records)} as ${kind}`, () =>
      assert.equal(readRecords(records).kind, kind));
  }
});

describe("several records without one that counts", () => {
  it("are judged by the one that was meant, and by its place where it alone would do", () => {
    const spf = ["v=spf1 -all"];
    const [glued, spaced] = ["v=STSv1 id=1", "v=STSv1 ; id=1"];
    assert.deepEqual(readRecords([spf, [glued]]), parseRecord(glued));
    const discarded = { kind: "malformed", text: spaced, defect: "discarded", at: 0 };
    assert.deepEqual(readRecords([spf, [spaced]]), discarded);
  });

  it("are shown with what they say", () => {
    assert.deepEqual(readRecords([["a", "b"]]), { kind: "none", others: ["ab"] });
    assert.deepEqual(readRecords([["a"], ["b"]]), { kind: "none", others: ["a", "b"] });
    const texts = ["v=STSv1; id=1", "v=STSv1; id=2"];
    const [one = "", two = ""] = texts;
    assert.deepEqual(readRecords([[one], ["x"], [two]]), { kind: "several", texts });
  });
});

describe("parseRecord", () => {
  for (const [text, defect, at] of [
    ['"v=STSv1; id=1"', "quotes", 0],
    [" v=STSv1; id=1", "leading-blank", 0],
    ["v=STSv1\\; id=1", "escaped-semicolon", 7],
    ["v=STSv1; id=\u00e9", "non-ascii", 12],
    ["v=STSv2; id=1", "version", 0],
    ["V=STSv1; id=1", "version", 0],
    ["v=STSv1 id=1", "no-delimiter", 7],
    ["v=STSv1;; id=1", "empty-field", 8],
    ["v=STSv1; id=1;;", "empty-field", 14],
    ["v=STSv1; x", "field", 9],
    ["v=STSv1; a b=c; id=1", "field", 9],
    ["v=STSv1; id=1; a==b", "field", 15],
    ["v=STSv1; id=1 ", "trailing-blank", 9],
    // A further id is ignored, but it has to be a field.
    ["v=STSv1; id=1; id=", "field", 15],
    ["v=STSv1; id=1; id=a=b", "field", 15],
    ["v=STSv1; id=1; id=a b;", "field", 15],
    ["v=STSv1; id=1\\;", "escaped-semicolon", 13],
  ] as const) {
    it(`finds ${defect} in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(parseRecord(text), { kind: "malformed", text, defect, at }));
  }

  for (const [text, id, suggestion] of [
    ["v=STSv1;", undefined, undefined],
    ["v=STSv1; a=b", undefined, undefined],
    ["v=STSv1; id=", "", undefined],
    ["v=STSv1; id=2026-08-01", "2026-08-01", "20260801"],
    [`v=STSv1; id=${"1".repeat(33)}`, "1".repeat(33), "1".repeat(32)],
  ] as const) {
    it(`finds the bad id of ${JSON.stringify(text)}`, () => {
      const reading = parseRecord(text);
      assert.equal(reading.kind, "bad-id");
      if (reading.kind !== "bad-id") return;
      assert.equal(reading.id, id);
      assert.equal(reading.suggestion, suggestion);
    });
  }

  it("takes the first of several ids", () => {
    const reading = parseRecord("v=STSv1; id=1; id=2;");
    assert.equal(reading.kind === "valid" && reading.id, "1");
  });

  it("takes a further id that is none as an extension field", () => {
    const reading = parseRecord("v=STSv1; id=1; id=a-b");
    assert.equal(reading.kind === "valid" && reading.id, "1");
  });

  it("lets an extension's value end with a backslash", () => {
    const reading = parseRecord("v=STSv1; id=1; a=b\\; c=d");
    assert.equal(reading.kind === "valid" && reading.id, "1");
  });

  it("never throws", () => {
    for (const text of ["", ";", "=", "v=STSv1", ";".repeat(65_000), "\0", "v=STSv1;\t"]) {
      assert.ok(parseRecord(text).kind, text.slice(0, 20));
    }
  });
});

describe("isRecordId", () => {
  it("takes 1 to 32 letters and digits", () => {
    for (const id of ["1", "Z", "a".repeat(32)]) assert.ok(isRecordId(id), id);
    for (const id of ["", "a".repeat(33), "a-b", "a b", "\u00e9"]) assert.ok(!isRecordId(id), id);
  });
});
