import assert from "node:assert/strict";
import { correctPolicy } from "../../tasks/MtaStsGateV1/mta-sts/corrected-policy";
import { parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { policyWith } from "../support/policy-text";
import { policyVectors } from "../support/vectors";

function corrected(text: string | Uint8Array): string | undefined {
  const bytes = Buffer.from(text);
  return correctPolicy(parsePolicy(bytes), bytes);
}

const good = policyWith();
const crlf = good.replaceAll("\n", "\r\n");

describe("correctPolicy", () => {
  const toGood: readonly (readonly [string, string | Uint8Array])[] = [
    ["a byte order mark", `\ufeff${good}`],
    ["UTF-16", Buffer.from(`\ufeff${good}`, "utf16le")],
    ["UTF-16 with a bad mode", Buffer.from(good.replace("enforce", "Enforce"), "utf16le").swap16()],
    ["bare CR", good.replaceAll("\n", "\r")],
    ["blank lines", `\n${good.replace("\n", "\n \n")}\n`],
    ["comment lines", `# a\n${good}// b\n`],
    ["front matter", `---\na: b\n---\n\n${good}`],
    ["indentation", good.replace(/^(?=.)/gm, "  ")],
    ["a missing colon", policyWith({ version: "version STSv1" })],
    ["a blank before the colon", policyWith({ mode: "mode : enforce" })],
    ["quotes", policyWith({ mode: '"mode": "enforce",' })],
    ["the record's version", policyWith({ version: "v=STSv1;" })],
    ["a record below", policyWith({ more: "v=STSv1; id=1" })],
    ["names in another case", policyWith({ mode: "Mode: ENFORCE", max_age: "MAX-AGE: 604,800" })],
    ["a mistyped mx", policyWith({ mx: "nmx: mx1.fabrikam.com" })],
    ["a comment behind a value", policyWith({ mode: "mode: enforced # c" })],
    ["a root dot", policyWith({ mx: "mx: mx1.fabrikam.com." })],
    ["a URL", policyWith({ mx: "mx: smtp://mx1.fabrikam.com:25/" })],
    ["a look-alike letter", policyWith({ mx: "mx: mx1.f\u0430brikam.com" })],
    ["a list", policyWith({ mx: "mx:\n  - mx1.fabrikam.com" })],
    ["a list of fields", policyWith({ mx: "- mx: mx1.fabrikam.com" })],
    ["a lost line break", good.replace("enforce\n", "enforce")],
    ["a name that stands twice", good.replace("mx: ", "mx: mx: ")],
    ["days", policyWith({ max_age: "max_age: 7d" })],
    ["a lifetime in one word without its colon", policyWith({ max_age: "maxage = 604800" })],
    ["a lifetime in two words", policyWith({ max_age: "max-age 604800" })],
    ["an indented lifetime in two words", policyWith({ max_age: "  max age: 604800" })],
  ];
  for (const [title, text] of toGood) {
    it(`repairs ${title}`, () => assert.equal(corrected(text), good));
  }

  it("keeps the line ending of most lines, and a text without a last one", () => {
    assert.equal(corrected(`\ufeff${crlf}`), crlf);
    assert.equal(corrected(good.replaceAll("\n", "\r\r\n")), crlf);
    assert.equal(corrected(`\ufeff${good.trimEnd()}`), good.trimEnd());
  });

  it("leaves lines as they are that are right", () => {
    const odd =
      "version:STSv1 \nmode:\ttesting\nmx: MX1.fabrikam.com\nmax_age: 86401\nX: y\nmode: x\n";
    assert.equal(corrected(`\n${odd}`), odd);
  });

  it("takes the quotes off a further, indented mx", () =>
    assert.equal(
      corrected(policyWith({ more: '  "mx": "mx2.fabrikam.com"' })),
      policyWith({ more: "mx: mx2.fabrikam.com" }),
    ));

  it("writes A-labels for U-labels", () =>
    assert.equal(
      corrected(policyWith({ mx: "mx: b\u00fccher.fabrikam.com." })),
      policyWith({ mx: "mx: xn--bcher-kva.fabrikam.com" }),
    ));

  const hopeless: readonly (readonly [string, string | Uint8Array])[] = [
    ["nothing is wrong", good],
    ["only a warning is left", policyWith({ max_age: "max_age: 600" })],
    ["a field is missing", `\ufeff${policyWith({ mode: "" })}`],
    ["the mode cannot be guessed", `\n${policyWith({ mode: "mode: live" })}`],
    ["an address stands for a host", `\n${policyWith({ mx: "mx: 192.0.2.1" })}`],
    ["a mail address stands for a host", policyWith({ mx: "mx: a@fabrikam.com" })],
    ["octets are not UTF-8", Buffer.from(`\n${good}note: \xe9\n`, "latin1")],
    ["a NUL is in it", `\n${good}\0`],
    ["a line is prose", `Our policy\n${good}`],
    ["a list has an entry of prose", policyWith({ more: "- our mail hosts" })],
    ["a value is lost with the line break", good.replace("enforce\n", "")],
    ["a lost line break stands behind no mode", good.replace("enforce\n", "live")],
    ["an indented line is prose", policyWith({ more: "  Our policy: mode" })],
    ["a further mode lacks its colon", policyWith({ more: "mode testing" })],
    ["it is empty", ""],
    ["it is HTML", `<pre>${good}</pre>`],
    ["it is too large", `\n${good}note: ${"x".repeat(65_536)}\n`],
  ];
  for (const [title, text] of hopeless) {
    it(`proposes nothing where ${title}`, () => assert.equal(corrected(text), undefined));
  }

  it("proposes nothing for a text that was cut", () => {
    const bytes = Buffer.from(`\n${good}`);
    assert.equal(correctPolicy(parsePolicy(bytes, bytes.length + 1), bytes), undefined);
  });

  it("proposes only policies, and nothing for what is one", () => {
    for (const { id, bytes } of policyVectors) {
      const text = parsePolicy(bytes);
      const proposal = correctPolicy(text, bytes);
      if (text.policy !== undefined) assert.equal(proposal, undefined, id);
      if (proposal !== undefined) assert.ok(parsePolicy(Buffer.from(proposal)).policy, id);
    }
  });
});
