// The mx fields whose values are legal patterns, for the checks that doubt the meaning and not the form.
import { mxLines } from "../mta-sts/judged-lines";
import { isAddressPattern, type MxPattern } from "../mta-sts/mx-pattern";
import { meantMode } from "../mta-sts/near-lines";
import type { PolicyText } from "../mta-sts/policy";

/** A legal pattern with its place. */
export interface LegalMxLine {
  readonly number: number;
  readonly column: number;
  readonly pattern: MxPattern;
}

/** In order; addresses, which have their own check, are left out. */
export function legalMxLines(text: PolicyText): readonly LegalMxLine[] {
  return mxLines(text).flatMap(({ line, reading }) =>
    reading.ok && !isAddressPattern(reading.pattern)
      ? [{ number: line.number, column: line.field.valueColumn, pattern: reading.pattern }]
      : [],
  );
}

/** The same, but none in mode none: a withdrawn policy is not held against MX hosts. */
export function appliedMxLines(text: PolicyText): readonly LegalMxLine[] {
  return meantMode(text) === "none" ? [] : legalMxLines(text);
}
