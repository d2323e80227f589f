// Policy texts: such as senders accept, nearly such, and others.
import fc from "fast-check";
import { policyVectors } from "../support/vectors";
import { committedPolicies } from "./committed-files";
import { mixed, type Piece } from "./octets";

const wsp = fc.array(fc.constantFrom(" ", "\t"), { maxLength: 3 }).map((blanks) => blanks.join(""));

const label = fc.oneof(
  fc.constantFrom("mx1", "mail", "contoso", "fabrikam", "com", "MX", "x--y", "0", "192"),
  fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,8}[A-Za-z0-9])?$/),
  fc.constantFrom(62, 63, 64).map((length) => "l".repeat(length)),
);

/** A name by the grammar; a few are longer than DNS allows. */
export const domain: fc.Arbitrary<string> = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels) => labels.join("."));

/** An mx pattern by the grammar. */
export const mxPattern: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", "", "*."), domain)
  .map((parts) => parts.join(""));

const REGISTERED = ["version", "mode", "mx", "max_age"];
const extensionName = fc
  .oneof(
    fc.constantFrom("nmx", "Mode", "max-age", "x"),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/),
  )
  .filter((name) => !REGISTERED.includes(name));
const vchar = fc
  .oneof(
    fc.integer({ min: 0x21, max: 0x7e }),
    fc.integer({ min: 0x80, max: 0x2fff }),
    fc.integer({ min: 0x80, max: 0x10ffff }),
    fc.constantFrom(
      0x80,
      0x85,
      0x9f,
      0xa0,
      0x7ff,
      0x800,
      0xfeff,
      0xfffd,
      0xffff,
      0x10000,
      0x10ffff,
    ),
  )
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
const extensionValue = fc
  .array(fc.array(vchar, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
  .map((words) => words.map((word) => word.join("")).join(" "));

const seconds = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(0, 86_400, 604_800, 31_557_600, 31_557_601),
      fc.integer({ min: 0, max: 31_557_600 }),
    ),
    fc.nat(3),
  )
  .map(([value, zeros]) => ("0".repeat(zeros) + value).slice(-10));

const mode = fc.constantFrom("enforce", "testing", "none");

interface Field {
  readonly name: string;
  readonly value: string;
}
const field = (name: string | fc.Arbitrary<string>, value: string | fc.Arbitrary<string>) =>
  fc.record<Field>({
    name: typeof name === "string" ? fc.constant(name) : name,
    value: typeof value === "string" ? fc.constant(value) : value,
  });

const fields: fc.Arbitrary<readonly Field[]> = fc
  .tuple(
    field("version", "STSv1"),
    field("mode", mode),
    field("max_age", seconds),
    fc.array(field("mx", mxPattern), { maxLength: 4 }),
    fc.array(
      fc.oneof(
        field(extensionName, extensionValue),
        field("mode", fc.oneof(mode, extensionValue)),
        field("max_age", fc.oneof(seconds, extensionValue)),
        field("version", fc.constantFrom("STSv1", "STSv2")),
      ),
      { maxLength: 2 },
    ),
  )
  .chain(([version, modeField, age, mx, more]) => {
    const all = [version, modeField, ...mx, age, ...more];
    return fc.oneof(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.shuffledSubarray(all, { minLength: all.length - 1 }),
    );
  });

/** Blanks and line ends that the grammar leaves free. */
const form = fc.record({
  gaps: fc.array(wsp, { minLength: 1, maxLength: 4 }),
  ends: fc.array(fc.constantFrom("\n", "\r\n"), { minLength: 1, maxLength: 3 }),
  isEnded: fc.boolean(),
});

/** Texts that derive from the grammar, nearly all of them policies. */
export const policyText: fc.Arbitrary<string> = fc
  .tuple(fields, form)
  .map(([all, { gaps, ends, isEnded }]) => {
    const gap = (i: number) => gaps[i % gaps.length] ?? "";
    const lines = all.map(({ name, value }, i) => {
      const end = isEnded || i < all.length - 1 ? (ends[i % ends.length] ?? "\n") : "";
      return `${name}:${gap(2 * i)}${value}${gap(2 * i + 1)}${end}`;
    });
    return lines.join("");
  });

/** What stands in policies, rightly and by mistake. */
export const POLICY_PIECES: readonly Piece[] = [
  "version: STSv1\n",
  "version: STSv1\r\n",
  "mode: enforce\n",
  "mode: none\n",
  "mode: testing\r\n",
  "max_age: 604800\n",
  "max_age: 604800",
  "mx: mx1.contoso.com\n",
  "mx: *.contoso.com\n",
  "mx:",
  "mode:",
  "Mode: ",
  "nmx: ",
  "max-age = ",
  "31557601",
  "604,800",
  "7d",
  "*.",
  "..",
  "-a",
  "_",
  "# a\n",
  " # a",
  "---\n",
  "- ",
  "// x\n",
  "v=STSv1; id=1",
  "smtp://a.b:25/",
  "a@b.c",
  "192.0.2.1",
  "b\u00fccher.example",
  "x".repeat(33),
  "l".repeat(64),
  "STSv",
  "\n\n",
  "<pre>",
  "{\\rtf1",
];

/** Policy texts of every kind, as octets. */
export const policyOctets: fc.Arbitrary<Uint8Array> = mixed(
  fc.oneof(
    policyText.map((text) => Buffer.from(text)),
    fc.constantFrom(...policyVectors.map(({ bytes }) => bytes)),
    fc.constantFrom(...committedPolicies),
    policyText.map((text) => Buffer.from(`\ufeff${text}`, "utf16le")),
  ),
  POLICY_PIECES,
);
