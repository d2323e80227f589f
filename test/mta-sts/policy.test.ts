import assert from "node:assert/strict";
import {
  isSameMeaning,
  type Policy,
  parseMaxAge,
  parsePolicy,
} from "../../tasks/MtaStsGateV1/mta-sts/policy";
import type { LineDefect } from "../../tasks/MtaStsGateV1/mta-sts/policy-lines";
import { policyVectors } from "../support/vectors";

const read = (text: string | Uint8Array) => parsePolicy(Buffer.from(text));

function policyOf(text: string): Policy {
  const { policy } = read(text);
  assert.ok(policy !== undefined, text);
  return policy;
}

describe("parsePolicy", () => {
  for (const { id, bytes, rfcValid, expect, note } of policyVectors) {
    it(`${id}: ${note}`, () => {
      const { policy } = parsePolicy(bytes);
      if (rfcValid !== "ambiguous") assert.equal(policy !== undefined, rfcValid);
      if (rfcValid !== true || expect === undefined) return;
      assert.equal(policy?.mode, expect.mode);
      assert.equal(policy?.maxAge, expect.max_age);
      if (expect.mx)
        assert.deepEqual(
          policy?.mx.map((pattern) => pattern.text.toLowerCase()),
          expect.mx.map((m) => m.toLowerCase()),
        );
    });
  }

  // One bad line of a registered name voids the policy although the grammar would take it for an extension.
  for (const { id, bytes } of policyVectors.filter(
    ({ rfcValid, note }) => rfcValid === "ambiguous" && !/IP literal/.test(note),
  )) {
    it(`${id} is read by field name, so it is no policy`, () =>
      assert.equal(parsePolicy(bytes).policy, undefined));
  }

  const defects: readonly (readonly [string, LineDefect | undefined])[] = [
    ["mode: enforce", undefined],
    ["mode:enforce \t", undefined],
    ["a1._-: \u00e9 x", undefined],
    [`${"n".repeat(32)}: x`, undefined],
    ["", "blank"],
    [" \t", "blank"],
    ["# mode: x", "comment"],
    ["  // x", "comment"],
    ["; x", "comment"],
    ["- x: y", "list-item"],
    [" -", "list-item"],
    ["-x: y", "bad-name"],
    [" mode: x", "leading-blank"],
    ["mode", "no-colon"],
    ["mode : x", "blank-before-colon"],
    [`${"n".repeat(33)}: x`, "bad-name"],
    [": x", "bad-name"],
    ["mo de: x", "bad-name"],
    ["\u00e9: x", "bad-name"],
    ["mode:", "no-value"],
    ["mode: \t", "no-value"],
    ["a: b\tc", "bad-value"],
    ["a: \u007f", "bad-value"],
  ];
  for (const [line, defect] of defects) {
    it(`reads ${JSON.stringify(line)} as ${defect ?? "a field"}`, () =>
      assert.equal(read(`version: STSv1\n${line}\nmode: none`).lines[1]?.defect, defect));
  }

  it("keeps the place of name and value, and what ends each line", () => {
    const { lines } = read("version:STSv1\r\n mode : \tnone \nmx:\r\r\nmax_age: 1");
    assert.deepEqual(
      lines.map(({ field, end }) => [
        field?.name,
        field?.nameColumn,
        field?.value,
        field?.valueColumn,
        end,
      ]),
      [
        ["version", 1, "STSv1", 9, "CRLF"],
        ["mode", 2, "none", 10, "LF"],
        ["mx", 1, "", 4, "CRCRLF"],
        ["max_age", 1, "1", 10, "none"],
      ],
    );
  });

  it("tells what the text is where it is no policy", () => {
    const kinds = [
      "",
      "\r\n ",
      "{\\rtf1",
      "<!DOCTYPE html>",
      "<pre>mode: x",
      'IN TXT "v=STSv1; id=1"',
      "hello",
      "Mode: none",
      "---\nmode: none\n---",
    ];
    assert.deepEqual(
      kinds.map((text) => read(text).kind),
      ["empty", "empty", "rtf", "html", "html", "dns-record", "other", "policy", "other"],
    );
    assert.equal(read(Buffer.from("mode: none", "utf16le")).kind, "utf-16");
  });

  it("reads front matter only where it is closed", () => {
    assert.deepEqual(
      read("---\na: b\n---\nmode: none").lines.map(({ defect }) => defect),
      ["front-matter", "front-matter", "front-matter", undefined],
    );
    assert.deepEqual(
      read("---\nmode: none").lines.map(({ defect }) => defect),
      ["no-colon", undefined],
    );
  });

  it("takes no policy from a text that was cut at the limit", () => {
    const text = Buffer.from("version: STSv1\nmode: none\nmax_age: 1\n");
    assert.ok(parsePolicy(text, 65_536).policy);
    assert.equal(parsePolicy(text, 65_537).policy, undefined);
  });
});

describe("parseMaxAge", () => {
  for (const [value, seconds] of [
    ["0", 0],
    ["604800", 604_800],
    ["0000604800", 604_800],
    ["31557600", 31_557_600],
    ["31557601", undefined],
    ["00000604800", undefined],
    ["", undefined],
    ["1e5", undefined],
    ["+1", undefined],
    ["\u0661", undefined],
  ] as const) {
    it(`reads "${value}" as ${seconds}`, () => assert.equal(parseMaxAge(value), seconds));
  }
});

describe("isSameMeaning", () => {
  const text =
    "version: STSv1\nmode: enforce\nmx: a.fabrikam.com\nmx: *.b.fabrikam.com\nmax_age: 604800\n";
  const same = [
    text.replaceAll("\n", "\r\n"),
    text.trimEnd().split("\n").reverse().join("\n"),
    text
      .toUpperCase()
      .replace("VERSION: STSV1", "version: STSv1")
      .replace("MODE: ENFORCE", "mode: enforce")
      .replaceAll("MX:", "mx:")
      .replace("MAX_AGE", "max_age"),
    `${text}note: x\nmx: A.fabrikam.com\nmode: none\n`,
  ];
  const other = [
    text.replace("enforce", "testing"),
    text.replace("604800", "86400"),
    text.replace("mx: a.", "mx: c."),
    text.replace("*.b", "b"),
    text.replace("mx: a.fabrikam.com\n", ""),
  ];
  it("sees through octets, order, case, repetition and extensions", () => {
    for (const variant of same)
      assert.ok(isSameMeaning(policyOf(text), policyOf(variant)), variant);
  });
  it("sees mode, lifetime and patterns", () => {
    for (const variant of other)
      assert.ok(!isSameMeaning(policyOf(text), policyOf(variant)), variant);
  });
});
