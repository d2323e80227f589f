// Conformance vectors for RFC 8461, typed: test/vectors.json says in `_format` what each part means.
import vectors from "../vectors.json";

/** "ambiguous": the grammar alone would let it pass, a reading by field name would not. */
type Verdict = true | false | "ambiguous";

export interface PolicyVector {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly rfcValid: Verdict;
  readonly expect?: { readonly mode?: string; readonly max_age?: number; readonly mx?: string[] };
  readonly note: string;
}

interface RawPolicy {
  id: string;
  input?: string;
  inputHex?: string;
  rfcValid: unknown;
  expect?: PolicyVector["expect"] | null;
  note: string;
}

export const policyVectors: readonly PolicyVector[] = (vectors.policies as RawPolicy[]).map(
  ({ id, input, inputHex, rfcValid, expect, note }) => ({
    id,
    bytes: inputHex === undefined ? Buffer.from(input ?? "") : Buffer.from(inputHex, "hex"),
    rfcValid: rfcValid as Verdict,
    ...(expect == null ? {} : { expect }),
    note,
  }),
);

export interface RecordVector {
  readonly name: string;
  /** The character-strings of each record. */
  readonly records: readonly (readonly string[])[];
  readonly rfcValid: Verdict;
  readonly id: string | null;
  readonly note: string;
}

interface RawRecord {
  n?: string;
  input: (string | string[])[];
  rfcValid: unknown;
  id?: string | null;
  note: string;
}

export const recordVectors: readonly RecordVector[] = (vectors.records as RawRecord[]).map(
  ({ n, input, rfcValid, id = null, note }, index) => ({
    name: n ?? `#${index}`,
    records: input.map((record) => (Array.isArray(record) ? record : [record])),
    rfcValid: rfcValid as Verdict,
    id,
    note,
  }),
);

export interface MxVector {
  readonly pattern: string;
  readonly host: string;
  readonly rfcMatch: boolean;
  readonly note: string;
}

export const mxVectors: readonly MxVector[] = vectors.mx as MxVector[];

export interface TlsRptVector {
  /** The character-strings of each record. */
  readonly records: readonly (readonly string[])[];
  readonly valid: boolean;
  readonly rua: readonly string[];
  readonly note: string;
}

interface RawTlsRpt {
  input: (string | string[])[];
  valid: boolean;
  rua: string[];
  note: string;
}

export const tlsRptVectors: readonly TlsRptVector[] = (vectors.tlsrptRecords as RawTlsRpt[]).map(
  ({ input, valid, rua, note }) => ({
    records: input.map((record) => (Array.isArray(record) ? record : [record])),
    valid,
    rua,
    note,
  }),
);
