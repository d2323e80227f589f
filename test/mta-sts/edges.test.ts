// The last value that counts and the first that does not: where mutants of the readers lived on.
import assert from "node:assert/strict";
import { homoglyphIn } from "../../tasks/MtaStsGateV1/mta-sts/homoglyphs";
import { intendedField, intendedValue } from "../../tasks/MtaStsGateV1/mta-sts/intended-value";
import { isEndedByCr, judgedLines } from "../../tasks/MtaStsGateV1/mta-sts/judged-lines";
import { intendedMaxAge } from "../../tasks/MtaStsGateV1/mta-sts/max-age";
import { parseMxPattern } from "../../tasks/MtaStsGateV1/mta-sts/mx-pattern";
import * as names from "../../tasks/MtaStsGateV1/mta-sts/names";
import { parsePolicy, patternsOfVoid } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { isLikePolicyName, isLikeWellKnown } from "../../tasks/MtaStsGateV1/mta-sts/policy-path";
import { parseRecord } from "../../tasks/MtaStsGateV1/mta-sts/record";
import { isTimestampId, nextTimestampId } from "../../tasks/MtaStsGateV1/mta-sts/timestamp-id";
import { mailDomainOf, readTlsRpt } from "../../tasks/MtaStsGateV1/mta-sts/tls-rpt";
import { policyWith } from "../support/policy-text";

const read = (text: string | Uint8Array) => parsePolicy(Buffer.from(text));

describe("edges of ids that are times", () => {
  for (const id of ["20000101", "20991231", "20261201", "20261231"]) {
    it(`${id} is one`, () => assert.ok(isTimestampId(id)));
  }
  for (const id of ["21000101", "20260001", "20260100", "20261301", "20260132"]) {
    it(`${id} is none`, () => assert.ok(!isTimestampId(id)));
  }

  it("a zone's number goes up to 99", () => {
    assert.equal(nextTimestampId("2026112498", "2026-11-24T08:00:00Z"), "2026112499");
    assert.equal(nextTimestampId("2026112499", "2026-11-24T08:00:00Z"), "20261124080000");
  });
});

describe("edges of names", () => {
  it("addresses end with 255 and need both brackets", () => {
    for (const text of ["192.0.2.255", "[192.0.2.255]", "[IPv6:2001:db8::1]", "2001:db8::1"]) {
      assert.ok(names.isAddress(text), text);
    }
    for (const text of ["192.0.2.256", "[192.0.2.1", "192.0.2.1]", "a:b:c.example", "1:2"]) {
      assert.ok(!names.isAddress(text), text);
    }
  });

  it("A-labels are none of what no host may be called", () => {
    assert.equal(names.toALabels("b\u00fccher.example"), "xn--bcher-kva.example");
    assert.equal(names.toALabels("*.b\u00fccher.example"), "*.xn--bcher-kva.example");
    for (const name of ["", "a_b\u00fc.example", "\u00e9".repeat(64), "a".repeat(1100)]) {
      assert.equal(names.toALabels(name), undefined, name.slice(0, 20));
    }
    assert.equal(names.toULabels("xn--bcher-kva.example"), "b\u00fccher.example");
    assert.equal(names.toULabels("contoso.com"), "contoso.com");
  });
});

describe("edges of mx patterns and records", () => {
  it("a label has at most 63 octets", () => {
    const legal = (value: string) => parseMxPattern(value).ok;
    assert.ok(legal(`${"a".repeat(63)}.contoso.com`));
    assert.ok(!legal(`${"a".repeat(64)}.contoso.com`));
    assert.ok(legal(`*.${"a".repeat(63)}.com`));
  });

  it("what is wrong at the first character is told of it", () => {
    const reading = parseRecord("\u00e9=1; v=STSv1");
    assert.deepEqual(reading.kind === "malformed" && [reading.defect, reading.at], [
      "non-ascii",
      0,
    ]);
    const bad = parseRecord("v=STSv1; a=b; id=2026-08-01;");
    assert.equal(bad.kind === "bad-id" && bad.at, 17);
  });
});

describe("edges of texts", () => {
  it("the first line that is no UTF-8, and the first with NUL, is named", () => {
    const { encoding } = read(Buffer.from("a: b\nc: \xff\nd: \xff\ne: \0\nf: \0\n", "latin1"));
    assert.deepEqual([encoding.invalidUtf8Line, encoding.nulLine], [2, 4]);
  });

  it("UTF-16 without a mark is known by four octets, and by its order", () => {
    for (const [bytes, utf16] of [
      [Buffer.from("ve", "utf16le"), "UTF-16LE"],
      [Buffer.from("ve", "utf16le").swap16(), "UTF-16BE"],
      [Buffer.from("v", "utf16le"), undefined],
      [Buffer.from("\ufeffv", "utf16le"), "UTF-16LE"],
      [Buffer.from("\ufeffv", "utf16le").swap16(), "UTF-16BE"],
      [Buffer.alloc(8), undefined],
      [Buffer.from([0xff, 0x41, 0x41, 0x41]), undefined],
      [Buffer.concat([Buffer.from("versions", "utf16le"), Buffer.from("abcd")]), "UTF-16LE"],
      [Buffer.concat([Buffer.from("version", "utf16le"), Buffer.from("abcd")]), undefined],
    ] as const) {
      assert.equal(read(bytes).encoding.utf16, utf16, bytes.toString("hex"));
    }
  });

  it("a policy of 65536 octets is judged, one more is not", () => {
    const good = policyWith();
    const padded = (octets: number) => `${good}note: ${"x".repeat(octets - good.length - 6)}`;
    assert.equal(judgedLines(read(padded(65_536))).length, 5);
    assert.equal(judgedLines(read(padded(65_537))).length, 0);
  });

  it("lines with octets that are no text are judged by that alone", () => {
    const bad = Buffer.concat([
      Buffer.from(policyWith()),
      Buffer.from("a: \xff\nb: \u0000\n", "latin1"),
    ]);
    assert.deepEqual(
      judgedLines(read(bad)).map(({ number }) => number),
      [1, 2, 3, 4],
    );
    // A replacement character that stands in the text itself is text.
    assert.equal(judgedLines(read(`${policyWith()}note: \ufffd\n`)).length, 5);
  });

  it("all line breaks are bare CR, or not", () => {
    const good = policyWith();
    assert.ok(isEndedByCr(read(good.replaceAll("\n", "\r"))));
    assert.ok(isEndedByCr(read(good.trimEnd().replaceAll("\n", "\r"))));
    assert.ok(!isEndedByCr(read(good.replace("\n", "\r"))));
    assert.ok(!isEndedByCr(read("version: STSv1")));
    assert.ok(!isEndedByCr(read(good)));
  });

  it("patterns of a void text are those of its mx lines, by its mode or enforce", () => {
    const hosts = (text: string) => {
      const found = patternsOfVoid(read(text));
      return found && `${found.mode} ${found.mx.length}`;
    };
    assert.equal(hosts(policyWith({ mode: "" })), "enforce 1");
    assert.equal(hosts(policyWith({ mode: "mode: testing", max_age: "" })), "testing 1");
    assert.equal(hosts(policyWith({ mode: "mode: x" })), "enforce 1");
    assert.equal(hosts(policyWith({ mx: "" })), undefined);
    assert.equal(hosts(policyWith({ mx: "mx: a_b" })), undefined);
    assert.equal(hosts("<html>mx: mx1.contoso.com</html>"), undefined);
  });
});

describe("edges of what was meant", () => {
  const meant = (line: string) => {
    const [first] = read(`${line}\nversion: STSv1\n`).lines;
    const field = first && intendedField(first);
    return field && `${field.name}: ${field.value}`;
  };
  for (const [line, field] of [
    ["mode : enforce", "mode: enforce"],
    ["note : x", "note: x"],
    ["mode :", undefined],
    ["mode enforce", "mode: enforce"],
    ["max age 86400", "max_age: 86400"],
    ["maxage 86400", "max_age: 86400"],
    ["max_age 99999999", "max_age: 99999999"],
    ["v=STSv1; id=1", "version: STSv1"],
    ["a sentence without a name", undefined],
    ["mode is what we say", undefined],
    [`mx ${"a.".repeat(147)}b`, undefined],
  ] as const) {
    it(`${line.slice(0, 40)} is ${field}`, () => assert.equal(meant(line), field));
  }

  it("values that are legal stay, others are put right", () => {
    assert.equal(intendedValue("max_age", "86400"), "86400");
    assert.equal(intendedValue("max_age", "1d"), "86400");
    assert.equal(intendedValue("version", "1"), "STSv1");
    assert.equal(intendedValue("mode", "Testing"), "testing");
    assert.equal(intendedValue("mx", "mx1.contoso.com"), "mx1.contoso.com");
  });

  for (const [value, seconds] of [
    ["\u0661\u0660\u0660", 100],
    ["\uff11\uff10\uff10", 100],
    ["1w", 604_800],
    ["1.5h", 5400],
    ["1 fortnight", undefined],
    ["1..2", undefined],
    ["d", undefined],
    ["", undefined],
    ["31557601", undefined],
  ] as const) {
    it(`max_age ${JSON.stringify(value)} is ${seconds}`, () =>
      assert.equal(intendedMaxAge(value), seconds));
  }

  it("a letter that only looks Latin is named in capitals, beside a Latin one before the last label", () => {
    assert.equal(homoglyphIn("m\u03bfx.contoso.com")?.codePoint, "U+03BF");
    assert.equal(homoglyphIn("\u043c\u0445.com"), undefined);
  });

  it("names of file and folder are known in their slips", () => {
    for (const name of [
      "mta-sts.txt",
      "MTA-STS.TXT",
      "mta_sts",
      "mtasts.txt.txt",
      "mta-sts.text",
    ]) {
      assert.ok(isLikePolicyName(name), name);
    }
    for (const name of ["mta-sts.md", "my-mta-sts.txt", "mta--sts.txt", "mta-sts.txt.bak"]) {
      assert.ok(!isLikePolicyName(name), name);
    }
    for (const name of [".well-known", "well-known", ".Well_Known", ".wellknown"]) {
      assert.ok(isLikeWellKnown(name), name);
    }
    for (const name of ["..well-known", ".well-known2", "a.well-known"]) {
      assert.ok(!isLikeWellKnown(name), name);
    }
  });
});

describe("edges of TLSRPT", () => {
  it("a first octet outside ASCII is the place of the defect", () => {
    const text = "\u00e9v=TLSRPTv1; rua=mailto:a@contoso.com";
    assert.deepEqual(readTlsRpt([[text]]).kind, "none");
    const inside = "v=TLSRPTv1\u00e9; rua=mailto:a@contoso.com";
    const reading = readTlsRpt([[inside]]);
    assert.equal(reading.kind === "malformed" && reading.at, 10);
  });

  for (const [uri, domain] of [
    ["mailto:a@contoso.com", "contoso.com"],
    ["mailto:a@Contoso.COM.?subject=x", "contoso.com"],
    ["mailto:a%40contoso.com", "contoso.com"],
    ["mailto:a@b@contoso.com", "contoso.com"],
    ["mailto:a@contoso.com,b@fabrikam.com", "contoso.com"],
    ["MAILTO:a@contoso.com", "contoso.com"],
    ["mailto:%@contoso.com", "contoso.com"],
    ["mailto:@contoso.com", undefined],
    ["mailto:a@[192.0.2.1]", undefined],
    ["https://contoso.com/a@b.com", undefined],
  ] as const) {
    it(`${uri} is of ${domain}`, () => assert.equal(mailDomainOf(uri), domain));
  }
});
