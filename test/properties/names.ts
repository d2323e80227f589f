// Names: A-labels, and which MX hosts a pattern covers (RFC 8461 section 4.1).
import assert from "node:assert/strict";
import fc from "fast-check";
import { isTextPlain } from "../../tasks/MtaStsGateV1/mta-sts/media-type";
import { mxPatternMatches, parseMxPattern } from "../../tasks/MtaStsGateV1/mta-sts/mx-pattern";
import {
  canonicalName,
  isHostName,
  toALabels,
  toULabels,
} from "../../tasks/MtaStsGateV1/mta-sts/names";
import { anyText, mixedText } from "./octets";
import { domain, mxPattern, POLICY_PIECES } from "./policy-texts";
import { property } from "./property";

// DNS compares the letters A to Z without regard to case, and no others (RFC 4343).
const sameLabel = (a: string, b: string) =>
  a.length === b.length &&
  [...a].every((letter, i) => {
    const other = b[i] ?? "";
    const isLetter = /^[A-Za-z]$/.test(letter) && /^[A-Za-z]$/.test(other);
    return letter === other || (isLetter && (letter.charCodeAt(0) ^ other.charCodeAt(0)) === 0x20);
  });

/** Section 4.1, label by label; the root dot of a host is no label. */
function matchesByLabels(pattern: string, host: string): boolean {
  const wanted = pattern.split(".");
  const given = host.split(".");
  if (given.length > 1 && given.at(-1) === "") given.pop();
  if (wanted.length !== given.length) return false;
  return wanted.every((label, i) => {
    const own = given[i] ?? "";
    return label === "*" ? own !== "" : sameLabel(label, own);
  });
}

/** Hosts that are near to what the pattern covers. */
const nearHost = (pattern: string): fc.Arbitrary<string> => {
  const base = pattern.replace(/^\*\./, "");
  return fc
    .record({
      lead: fc.constantFrom("", "a.", "a.b.", ".", "*.", "a", "b\u00fccher."),
      isUpper: fc.boolean(),
      end: fc.constantFrom("", ".", "..", ".com", "x"),
      from: fc.nat(3),
    })
    .map(({ lead, isUpper, end, from }) => {
      const name = base
        .split(".")
        .slice(from === 3 ? 1 : 0)
        .join(".");
      return lead + (isUpper ? name.toUpperCase() : name) + end;
    });
};

const patternAndHost = mxPattern.chain((pattern) =>
  fc.tuple(fc.constant(pattern), fc.oneof(nearHost(pattern), domain, anyText)),
);

const uLabels = fc.constantFrom(
  "b\u00fccher.example",
  "B\u00dcCHER.example",
  "fa\u00df.example",
  "\u4f8b\u5b50.example",
  "xn--bcher-kva.example",
  "*.b\u00fccher.example",
  "\u05d0\u05d1.example",
  "a\u3002b",
);

const token = fc.stringMatching(/^[A-Za-z0-9!#$&^_.+-]{1,8}$/);
const quoted = fc
  .oneof(
    fc.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]{0,8}$/),
    fc.constantFrom("a, b", ",", ";", '\\"', '\\", '),
  )
  .map((text) => `"${text}"`);
const ows = fc.constantFrom("", " ", "\t ");
const parameters = fc
  .array(fc.tuple(ows, ows, token, fc.oneof(token, quoted)), { maxLength: 3 })
  .map((all) => all.map(([a, b, name, value]) => `${a};${b}${name}=${value}`).join(""));

/** The properties of names. */
export const nameProperties = [
  property(
    "are covered by a pattern as section 4.1 has it, label by label",
    patternAndHost,
    ([pattern, host]) => {
      const reading = parseMxPattern(pattern);
      if (!reading.ok) return;
      assert.equal(mxPatternMatches(reading.pattern, host), matchesByLabels(pattern, host));
    },
    500,
  ),
  property(
    "are covered as A-labels only",
    uLabels,
    (name) => {
      const ascii = toALabels(name);
      const reading = parseMxPattern(name);
      if (ascii === undefined) return assert.equal(reading.ok, false);
      if (reading.ok) return assert.equal(name.toLowerCase(), ascii);
      assert.equal(reading.suggestion, ascii);
      const suggested = parseMxPattern(ascii);
      assert.ok(suggested.ok);
      const host = ascii.replace("*", "mx1");
      assert.ok(mxPatternMatches(suggested.pattern, host.toUpperCase()));
      assert.ok(!mxPatternMatches(suggested.pattern, name.replace("*", "mx1")));
    },
    20,
  ),
  property(
    "of mx patterns: are read without a throw, and a proposal is a pattern",
    mixedText(mxPattern, [...POLICY_PIECES, "b\u00fccher", "\u0430", "[192.0.2.1]", "/", "@"]),
    (value) => {
      const reading = parseMxPattern(value);
      if (reading.ok) return assert.match(value, /^(?:\*\.)?[A-Za-z0-9.-]+$/);
      assert.ok(reading.at >= 0 && reading.at <= value.length, JSON.stringify(reading));
      if (reading.suggestion === undefined) return;
      assert.ok(parseMxPattern(reading.suggestion).ok, reading.suggestion);
    },
    400,
  ),
  property(
    "are folded to A-labels once and for all",
    fc.oneof(uLabels, domain, anyText, fc.domain()),
    (name) => {
      const ascii = toALabels(name);
      if (ascii === undefined) return;
      assert.equal(toALabels(ascii), ascii);
      assert.ok(isHostName(ascii.replace(/^\*\./, "")));
      assert.equal(toALabels(toULabels(ascii)), ascii);
    },
    300,
  ),
  property("are compared in one form", anyText, (name) => {
    const form = canonicalName(name);
    // Two dots at the end are no name, and lose one each time.
    if (!form.endsWith(".")) assert.equal(canonicalName(form), form);
    assert.doesNotMatch(form, /[A-Z]/);
    assert.equal(canonicalName(`${form}.`), form);
  }),
  property(
    "of media types: text/plain is known with any parameters, and nothing else is",
    fc.tuple(fc.constantFrom("text/plain", "TEXT/Plain", "text/html", "text/plainer"), parameters),
    ([type, more]) =>
      assert.equal(isTextPlain(type + more), type.toLowerCase() === "text/plain", type + more),
  ),
  property(
    "of media types: two at once are not text/plain",
    fc.tuple(parameters, parameters),
    ([one, other]) => assert.equal(isTextPlain(`text/plain${one}, text/html${other}`), false),
  ),
  property("of media types: any header is read", anyText, (header) => {
    if (isTextPlain(header)) assert.match(header.trim(), /^text\/plain/i);
  }),
];
