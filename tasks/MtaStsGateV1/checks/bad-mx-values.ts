// The mx values with a given defect, told by run: the first in full, its neighbours as "likewise".
import { type MxLine, mxLines } from "../mta-sts/judged-lines";
import type { MxPatternDefect } from "../mta-sts/mx-pattern";
import type { PolicyText } from "../mta-sts/policy";
import { quote } from "../quote";
import type { Finding } from "./check";
import { byRun } from "./line-places";
import { writeLine } from "./policy-phrases";

/** What a check says of a value that is no mx pattern. */
export interface MxFault {
  /** Continues `mx value "…"`. */
  readonly seen: string;
  readonly expected: string;
  /** Without it the line with the likely pattern, where there is one. */
  readonly fix?: string | undefined;
}

/** An mx value that is no pattern. */
export interface BadMxValue {
  readonly number: number;
  readonly value: string;
  readonly defect: MxPatternDefect;
  readonly column: number;
  readonly suggestion: string | undefined;
}

/** The values with one of the defects, each run of lines as one finding. */
export function badMxValues(
  text: PolicyText,
  defects: readonly MxPatternDefect[],
  faultOf: (bad: BadMxValue) => MxFault | undefined,
): readonly Finding[] {
  const bad = mxLines(text).flatMap((line) => badValueOf(line, defects));
  const told = bad.flatMap((value) => {
    const fault = faultOf(value);
    return fault === undefined ? [] : [{ ...value, fault }];
  });
  return byRun(told).map(({ first, likewise }) => {
    const { value, fault, suggestion, number, column } = first;
    const fix = fault.fix ?? (suggestion === undefined ? undefined : writeLine("mx", suggestion));
    return {
      message: `mx value ${quote(value)} ${fault.seen}, expected ${fault.expected}${likewise}`,
      line: number,
      column,
      ...(fix === undefined ? {} : { fix }),
    };
  });
}

function badValueOf(
  { line, value, reading }: MxLine,
  defects: readonly MxPatternDefect[],
): readonly BadMxValue[] {
  if (reading.ok || !defects.includes(reading.defect)) return [];
  const { defect, at, suggestion } = reading;
  const column = line.field.valueColumn + at;
  return [{ number: line.number, value, defect, column, suggestion }];
}
