// The TXT records of MTA-STS and TLSRPT: grammar and selection.
import assert from "node:assert/strict";
import fc from "fast-check";
import { readRecords } from "../../tasks/MtaStsGateV1/mta-sts/record";
import { readTlsRpt } from "../../tasks/MtaStsGateV1/mta-sts/tls-rpt";
import { recordVectors, tlsRptVectors } from "../support/vectors";
import { idText, mixed, type Piece } from "./octets";
import { property } from "./property";
import { idByGrammar } from "./record-grammar";

const blanks = fc.array(fc.constantFrom(" ", "\t"), { maxLength: 2 }).map((b) => b.join(""));
const delimiter = fc.tuple(blanks, blanks).map(([before, after]) => `${before};${after}`);
const extension = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/),
    fc.stringMatching(/^[\x21-\x3a\x3c\x3e-\x7e]{1,12}$/),
  )
  .map((parts) => parts.join("="));
const id = idText.map((value) => `id=${value}`);

/** Texts that derive from `sts-text-record`, now and then without an id that is one. */
const recordText = fc
  .tuple(
    fc.array(fc.tuple(delimiter, fc.oneof(id, id, extension)), { minLength: 1, maxLength: 4 }),
    fc.oneof(fc.constant(""), delimiter),
  )
  .map(([fields, end]) => `v=STSv1${fields.map((field) => field.join("")).join("")}${end}`);

const RECORD_PIECES: readonly Piece[] = [
  "v=STSv1;",
  "v=STSv1",
  "v=STSv1 ;",
  "V=STSV1;",
  "v=STSv2;",
  " id=",
  "id=1",
  "id=1;",
  "id=;",
  "id=a b;",
  "id=a=b;",
  "id=2026-01-01",
  "a=b\\;",
  "a=b;",
  "a=",
  ";;",
  '"',
  "1".repeat(33),
];

const TLSRPT_PIECES: readonly Piece[] = [
  "v=TLSRPTv1;",
  "v=TLSRPTv1",
  "rua=",
  "mailto:a@contoso.com",
  "https://contoso.com/x",
  ",",
  "!10m",
  "%3b",
  "http://a",
  "mailto:",
];

const latin = (octets: Uint8Array) => Buffer.from(octets).toString("latin1");

/** Texts of every kind where the TXT record is due, one character an octet. */
export const oneText = mixed(
  fc.oneof(
    recordText.map((text) => Buffer.from(text)),
    fc
      .constantFrom(...recordVectors.flatMap(({ records }) => records))
      .map((strings) => Buffer.from(strings.join(""), "latin1")),
  ),
  RECORD_PIECES,
).map(latin);

/** A record as DNS carries it: its text cut into character-strings. */
const cut = (texts: fc.Arbitrary<string>) =>
  fc.tuple(texts, fc.array(fc.nat(60), { maxLength: 2 })).map(([text, places]) => {
    const [a = 0, b = a] = places.sort((x, y) => x - y);
    return [text.slice(0, a), text.slice(a, b), text.slice(b)];
  });

const unrelated = fc.constantFrom("v=spf1 -all", "google-site-verification=x", "", "id=1", "STSv1");

const someRecords = fc.array(cut(fc.oneof(oneText, recordText, unrelated)), { maxLength: 4 });

/** The same for TLSRPT. */
export const tlsRptText = mixed(
  fc
    .constantFrom(...tlsRptVectors.flatMap(({ records }) => records))
    .map((strings) => Buffer.from(strings.join(""), "latin1")),
  TLSRPT_PIECES,
).map(latin);

function assertReadByGrammar(records: readonly (readonly string[])[]): void {
  const reading = readRecords(records);
  const read = reading.kind === "valid" ? reading.id : undefined;
  assert.equal(read, idByGrammar(records), JSON.stringify(records));
}

/** The properties of the two kinds of TXT records. */
export const recordProperties = [
  property(
    "is read as the grammar has it",
    cut(fc.oneof(recordText, oneText)),
    (record) => assertReadByGrammar([record]),
    800,
  ),
  property("is selected among others as section 3.1 has it", someRecords, assertReadByGrammar, 400),
  property(
    "is found in whatever order the records come",
    someRecords.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    ),
    ([records, shuffled]) => {
      const [one, other] = [readRecords(records), readRecords(shuffled)];
      assert.equal(one.kind, other.kind);
      if (one.kind === "valid") assert.deepEqual(one, other);
    },
  ),
  property(
    "is found beside records of others",
    fc.tuple(
      oneText.map((text) => `v=STSv1;${text}`),
      fc.array(
        unrelated.filter((text) => text !== ""),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    ([text, others]) =>
      assert.deepEqual(
        readRecords([...others.map((other) => [other]), [text]]),
        readRecords([[text]]),
      ),
  ),
  property(
    "has its defect at a place within the text, and proposes only ids that are some",
    oneText,
    (text) => {
      const reading = readRecords([[text]]);
      if (reading.kind === "malformed" || reading.kind === "bad-id") {
        assert.ok(reading.at >= 0 && reading.at <= text.length, JSON.stringify(reading));
      }
      if (reading.kind === "bad-id" && reading.suggestion !== undefined) {
        assert.match(reading.suggestion, /^[A-Za-z0-9]{1,32}$/);
      }
    },
    300,
  ),
  property(
    "of TLSRPT: is read without a throw, alike in any order, and reports go to mailto and https",
    fc.array(cut(tlsRptText), { maxLength: 3 }),
    (records) => {
      const reading = readTlsRpt(records);
      assert.equal(readTlsRpt([...records].reverse()).kind, reading.kind);
      if (reading.kind === "malformed") {
        assert.ok(reading.at >= 0 && reading.at <= reading.text.length);
      }
      if (reading.kind !== "valid") return;
      assert.ok(reading.text.startsWith("v=TLSRPTv1"));
      assert.ok(reading.rua.length > 0);
      for (const uri of reading.rua) assert.match(uri, /^(?:mailto:|https:\/\/)[^\s,;!]+$/i);
    },
    300,
  ),
];
