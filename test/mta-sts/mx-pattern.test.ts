import assert from "node:assert/strict";
import {
  isAddressPattern,
  type MxPattern,
  type MxPatternDefect,
  mxPatternMatches,
  parseMxPattern,
} from "../../tasks/MtaStsGateV1/mta-sts/mx-pattern";
import { toALabels } from "../../tasks/MtaStsGateV1/mta-sts/names";
import { mxVectors } from "../support/vectors";

function patternOf(value: string): MxPattern | undefined {
  const reading = parseMxPattern(value);
  return reading.ok ? reading.pattern : undefined;
}

describe("mxPatternMatches", () => {
  for (const { pattern, host, rfcMatch, note } of mxVectors) {
    it(`${JSON.stringify(pattern)} ${rfcMatch ? "covers" : "does not cover"} ${JSON.stringify(host)} ${note}`, () => {
      const parsed = patternOf(pattern);
      // MX records hold A-labels: a host in Unicode stands for that form.
      const covers = parsed !== undefined && mxPatternMatches(parsed, toALabels(host) ?? host);
      assert.equal(covers, rfcMatch);
    });
  }
});

describe("parseMxPattern", () => {
  const label = "a".repeat(63);
  const longest = `${"abcdefg.".repeat(31)}abcde`;
  for (const value of [
    "a",
    "a.b",
    "A-1.b",
    "*.a",
    "*.A.b",
    "1.2",
    "x--y.a",
    label,
    longest,
    `*.${longest}`,
  ]) {
    it(`takes ${value.slice(0, 40)}`, () => {
      const pattern = patternOf(value);
      assert.equal(pattern?.text, value);
      assert.equal(pattern?.wildcard, value.startsWith("*."));
      assert.equal(pattern?.base, value.replace("*.", "").toLowerCase());
    });
  }

  const bad: readonly (readonly [string, MxPatternDefect, number, string?])[] = [
    ["", "empty", 0],
    ["a.b\u00a0", "invisible-character", 3, "a.b"],
    ["a\u200b.b", "invisible-character", 1, "a.b"],
    ["a.b # c", "comment", 4, "a.b"],
    ["a.b  // c", "comment", 5, "a.b"],
    ["a.b c.d", "several-hosts", 3],
    ["a.b,c.d", "several-hosts", 3],
    ["a.b;", "syntax", 3, "a.b"],
    ["https://a.b/c", "url", 5, "a.b"],
    ["a.b/c", "url", 3, "a.b"],
    ["a.b:25", "url", 3, "a.b"],
    ["[192.0.2.1]", "address-literal", 0],
    ["2001:db8::1", "address-literal", 0],
    ["[IPv6:2001:db8::1]", "address-literal", 0],
    ["x@a.b", "mail-address", 1],
    ["b\u00fccher.a", "u-label", 1, "xn--bcher-kva.a"],
    ["*.b\u00fccher.a", "u-label", 3, "*.xn--bcher-kva.a"],
    ["b\u00fccher.a.", "u-label", 1, "xn--bcher-kva.a"],
    ["a.b.", "root-dot", 3, "a.b"],
    ["*.a.b.", "root-dot", 5, "*.a.b"],
    // A whole top-level domain, or a host without one, is never the likely meaning.
    ["*.a.", "root-dot", 3],
    [".a", "syntax", 0],
    ["n/a", "url", 1],
    ["*.a_b.c", "underscore", 3],
    ["*.-a.b", "syntax", 2],
    ["*.a..b", "syntax", 4],
    [`*.${label}a.b`, "label-too-long", 2],
    [`*.${longest}f`, "name-too-long", 255],
    ["*", "wildcard", 0],
    ["*.", "wildcard", 0],
    ["*.*.a", "wildcard", 2],
    ["a*.b", "wildcard", 1],
    ["a.*.b", "wildcard", 2],
    [".a.b", "syntax", 0, "*.a.b"],
    [".", "syntax", 0],
    ["a_b.c", "underscore", 1],
    ["a..b", "syntax", 2],
    ["-a.b", "syntax", 0],
    ["a-.b", "syntax", 0],
    ["a.b\tc", "several-hosts", 3],
    ["a\u0001.b", "syntax", 0],
    [`a.${label}a`, "label-too-long", 2],
    [`${longest}f`, "name-too-long", 253],
  ];
  for (const [value, defect, at, suggestion] of bad) {
    it(`finds ${defect} in ${JSON.stringify(value.slice(0, 40))}`, () =>
      assert.deepEqual(parseMxPattern(value), {
        ok: false,
        defect,
        at,
        ...(suggestion === undefined ? {} : { suggestion }),
      }));
  }

  it("reads a value of 64 KiB in no time", () => {
    const started = performance.now();
    for (const piece of [
      " ",
      "a.",
      ".",
      ":",
      "1:",
      "/",
      "@",
      " ,",
      "\u200b",
      "\u00e9",
      "*",
      "_",
      "-",
    ]) {
      assert.equal(parseMxPattern(`a${piece.repeat(60_000 / piece.length)}b`).ok, false);
    }
    assert.ok(performance.now() - started < 2000);
  });
});

describe("isAddressPattern", () => {
  it("knows IPv4 addresses, which the grammar lets pass", () => {
    const addresses = ["192.0.2.1", "*.192.0.2.1", "192.0.2.256", "1.2.3", "a.192.0.2.1"];
    assert.deepEqual(
      addresses.map((value) => {
        const pattern = patternOf(value);
        return pattern !== undefined && isAddressPattern(pattern);
      }),
      [true, true, false, false, false],
    );
  });
});

describe("an mx value of many parts", () => {
  for (const part of ["://", "a.", "*.", "@", "/?", " #", "[", ":1"]) {
    it(`takes no longer for each: ${JSON.stringify(part)}`, () => {
      const started = process.cpuUsage();
      parseMxPattern(`${part.repeat(60_000)}\r!`);
      const { user, system } = process.cpuUsage(started);
      assert.ok(user + system < 1_000_000, `${user + system} microseconds`);
    });
  }
});
