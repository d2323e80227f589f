// The policy reader against a second reading of the grammar, and what must hold of all that is made of a text.
import assert from "node:assert/strict";
import fc from "fast-check";
import { correctPolicy } from "../../tasks/MtaStsGateV1/mta-sts/corrected-policy";
import {
  isSameMeaning,
  type Policy,
  type PolicyText,
  parsePolicy,
} from "../../tasks/MtaStsGateV1/mta-sts/policy";
import type { LineEnd } from "../../tasks/MtaStsGateV1/mta-sts/policy-lines";
import { policyByGrammar } from "./policy-grammar";
import { mxPattern, policyOctets, policyText } from "./policy-texts";
import { property } from "./property";

const END: { readonly [E in LineEnd]: string } = {
  LF: "\n",
  CRLF: "\r\n",
  CR: "\r",
  CRCRLF: "\r\r\n",
  none: "",
};

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");

function assertSameAsGrammar(octets: Uint8Array): void {
  const { policy } = parsePolicy(octets);
  const read = policy && {
    mode: policy.mode,
    maxAge: policy.maxAge,
    mx: policy.mx.map(({ text }) => text),
  };
  assert.deepEqual(read, policyByGrammar(octets), hex(octets));
}

function assertNothingLost(octets: Uint8Array): void {
  const text = parsePolicy(octets);
  if (text.encoding.utf16 !== undefined) return;
  const body = text.encoding.bom ? octets.subarray(3) : octets;
  const parts = text.lines.flatMap(({ start, stop, end }) => [
    body.subarray(start, stop),
    Buffer.from(END[end]),
  ]);
  assert.equal(hex(Buffer.concat(parts)), hex(body));
  text.lines.forEach((line, index) => {
    assert.equal(line.number, index + 1);
    const own = Buffer.from(body.subarray(line.start, line.stop)).toString("utf8");
    assert.equal(line.text, own);
    assertFieldInLine(line);
  });
}

function assertFieldInLine({ text, field, defect }: PolicyText["lines"][number]): void {
  assert.ok(field !== undefined || defect !== undefined, text);
  if (field === undefined) return;
  const { name, nameColumn, value, valueColumn } = field;
  const lead = text.slice(0, nameColumn - 1);
  const gap = text.slice(nameColumn - 1 + name.length, valueColumn - 1);
  const tail = text.slice(valueColumn - 1 + value.length);
  assert.equal(lead + name + gap + value + tail, text);
  assert.match(lead, /^[ \t]*$/);
  assert.match(gap, /^[ \t]*:[ \t]*$/);
  assert.match(tail, /^[ \t]*$/);
}

function corrected(octets: Uint8Array): string | undefined {
  return correctPolicy(parsePolicy(octets), octets);
}

/** A policy as a text, and the same with freedoms that change no meaning. */
const rewritten = (lifetimes: fc.Arbitrary<number>, patterns: fc.Arbitrary<string>) =>
  fc
    .record({
      mode: fc.constantFrom("enforce", "testing"),
      maxAge: lifetimes,
      mx: fc.uniqueArray(patterns, {
        minLength: 1,
        maxLength: 4,
        selector: (p) => p.toLowerCase(),
      }),
      isCrlf: fc.boolean(),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
      isUpper: fc.boolean(),
    })
    .map(({ mode, maxAge, mx, isCrlf, order, isUpper }) => {
      const end = isCrlf ? "\r\n" : "\n";
      const fields = ["version: STSv1", `mode: ${mode}`, `max_age: ${maxAge}`];
      const plain = [...fields, ...mx.map((pattern) => `mx: ${pattern}`)];
      const cased = (line: string) =>
        isUpper && line.startsWith("mx: ") ? `mx: ${line.slice(4).toUpperCase()}` : line;
      const ordered = order.flatMap((index) => plain.slice(index, index + 1));
      return {
        plain: plain.join("\n"),
        free: ordered.map((line) => cased(line) + end).join(""),
        meaning: JSON.stringify([mode, maxAge, mx.map((p) => p.toLowerCase()).sort()]),
      };
    });

const anyRewritten = rewritten(fc.integer({ min: 0, max: 31_557_600 }), mxPattern);
/** So few that two are often the same. */
const fewRewritten = rewritten(
  fc.constantFrom(86_400, 86_401),
  fc.constantFrom("contoso.com", "*.contoso.com", "CONTOSO.com"),
);

const policyOf = (text: string): Policy | undefined => parsePolicy(Buffer.from(text)).policy;

/** The properties of policy texts. */
export const policyProperties = [
  property("is read as the grammar has it: texts that derive from it", policyText, (text) =>
    assertSameAsGrammar(Buffer.from(text)),
  ),
  property(
    "is read as the grammar has it: texts of every kind",
    policyOctets,
    assertSameAsGrammar,
    600,
  ),
  property("loses no octet, and keeps every place", policyOctets, assertNothingLost, 400),
  property(
    "is read alike twice",
    policyOctets,
    (octets) => assert.deepEqual(parsePolicy(octets), parsePolicy(Uint8Array.from(octets))),
    100,
  ),
  property(
    "is corrected to a policy that needs no correction, or not at all",
    policyOctets,
    (octets) => {
      const proposal = corrected(octets);
      if (parsePolicy(octets).policy !== undefined) assert.equal(proposal, undefined);
      if (proposal === undefined) return;
      const again = Buffer.from(proposal);
      assert.notEqual(policyByGrammar(again), undefined, proposal);
      assert.equal(corrected(again), undefined, proposal);
    },
    500,
  ),
  property("means the same whatever its line ends, order and case", anyRewritten, (one) => {
    const [plain, free] = [policyOf(one.plain), policyOf(one.free)];
    if (plain === undefined || free === undefined) return assert.equal(plain, free);
    assert.ok(isSameMeaning(plain, plain));
    assert.ok(isSameMeaning(plain, free));
    assert.ok(isSameMeaning(free, plain));
  }),
  property(
    "means the same as another only where mode, lifetime and patterns are equal",
    fc.tuple(fewRewritten, fewRewritten),
    ([one, other]) => {
      const [a, b] = [policyOf(one.free), policyOf(other.free)];
      if (a === undefined || b === undefined) return;
      assert.equal(isSameMeaning(a, b), one.meaning === other.meaning);
      assert.equal(isSameMeaning(b, a), isSameMeaning(a, b));
    },
  ),
];
