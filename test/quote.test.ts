import assert from "node:assert/strict";
import { quote, quoteName } from "../tasks/MtaStsGateV1/quote";

describe("quote", () => {
  const shown: readonly (readonly [string, string])[] = [
    ["mode: enforced", '"mode: enforced"'],
    ["", '""'],
    ['say "yes" \\ no', '"say \\"yes\\" \\\\ no"'],
    ["\u001b[31mred", '"\\u{1b}[31mred"'],
    ["a\r\nb\tc\0", '"a\\u{d}\\u{a}b\\u{9}c\\u{0}"'],
    ["\u0085\u009b", '"\\u{85}\\u{9b}"'],
    ["a\u2028b\u2029", '"a\\u{2028}b\\u{2029}"'],
    ["\u202eevil\u2066", '"\\u{202e}evil\\u{2066}"'],
    ["\u200b\u200d\u00ad\u2060", '"\\u{200b}\\u{200d}\\u{ad}\\u{2060}"'],
    ["\ufeffversion", '"\\u{feff}version"'],
    ["a\u00a0b\u3000", '"a\\u{a0}b\\u{3000}"'],
    ["\u3164\ufe0f\u{e0041}", '"\\u{3164}\\u{fe0f}\\u{e0041}"'],
    ["\ud800x\udc00", '"\\u{d800}x\\u{dc00}"'],
    ["##vso[task.complete]", '"#\\u{23}vso[task.complete]"'],
    ["###[error]", '"#\\u{23}\\u{23}[error]"'],
    ["#vso[", '"#vso["'],
    ["bücher.example 😀", '"bücher.example 😀"'],
  ];
  for (const [text, want] of shown) {
    it(`shows ${want}`, () => assert.equal(quote(text), want));
  }

  it("cuts beyond the limit and marks the cut", () => {
    assert.equal(quote("abcdef", 6), '"abcdef"');
    assert.equal(quote("abcdefg", 6), '"abcdef…"');
    assert.equal(quote("x".repeat(81)), `"${"x".repeat(80)}…"`);
  });

  it("never cuts an escape or a character in two", () => {
    assert.equal(quote("abc\u001bdef", 6), '"abc…"');
    assert.equal(quote("ab😀", 3), '"ab…"');
  });

  it("reads no more of a text than it shows", () => {
    const started = performance.now();
    quote("\u001b".repeat(10_000_000), 80);
    assert.ok(performance.now() - started < 500);
  });

  it("leaves nothing that the agent takes for a command, whatever the limit", () => {
    const hostile = "##vso[a]###[error]\r##\n##vso[b] #".repeat(3);
    for (let max = 0; max < 200; max += 1) assert.doesNotMatch(quote(hostile, max), /##|[\r\n]/);
  });
});

describe("quoteName", () => {
  it("leaves plain names bare and quotes all others", () => {
    for (const name of ["mx1.contoso.com", "*.contoso.com", "_mta-sts.contoso.com"]) {
      assert.equal(quoteName(name), name);
    }
    assert.equal(quoteName("a b"), '"a b"');
    assert.equal(quoteName(""), '""');
    assert.equal(quoteName("##vso[x]"), '"#\\u{23}vso[x]"');
    assert.equal(quoteName("a".repeat(81)), `"${"a".repeat(80)}…"`);
  });
});
