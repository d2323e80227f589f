// What a recordFile is read as, in few words, for tables of cases.
import assert from "node:assert/strict";
import { recordIn } from "../../tasks/MtaStsGateV1/interpret/record-file";

/** A file, and what it is read as for a Policy Domain (contoso.com where none is named). */
export interface RecordFileCase {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly domain?: string;
  readonly gives: string;
}

/** The problem of a file that has no record of contoso.com. */
export const NO_RECORD =
  "holds no TXT record for _mta-sts.contoso.com: the text v=STSv1; id=… is expected";

/** The reading in few words: `id line:column`, `{expression} line:column`, or the problem. */
export function readingWords(path: string, text: string | Buffer, domain = "contoso.com"): string {
  const reading = recordIn(Buffer.from(text), path, domain);
  if (reading.status === "unusable") return reading.problem;
  const id = reading.status === "found" ? reading.id : `{${reading.expression}}`;
  assert.equal(reading.place.file, path);
  return `${id} ${reading.place.line}:${reading.place.column}`;
}

/** A test for each case. */
export function checkReadings(cases: readonly RecordFileCase[]): void {
  for (const { name, path, text, domain, gives } of cases) {
    it(`${path}: ${name}`, () => assert.equal(readingWords(path, text, domain), gives));
  }
}
