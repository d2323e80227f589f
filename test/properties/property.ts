// A property: what must hold for every input of a kind. `npm test` tries a few inputs, `npm run fuzz` millions.
import fc from "fast-check";
import { visible } from "../../tasks/MtaStsGateV1/quote";

/** A claim with the inputs that it is tried on. */
export interface Property {
  readonly title: string;
  /** Inputs that `npm test` tries; 0: only a fuzz run does. */
  readonly runs: number;
  readonly check: (parameters: fc.Parameters<unknown>) => fc.RunDetails<unknown>;
}

/** Properties of one part of the product. */
export interface PropertyGroup {
  readonly subject: string;
  readonly properties: readonly Property[];
}

/** A property; `holds` throws where it does not hold. */
export function property<T>(
  title: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => void,
  runs = 150,
): Property {
  const tried = fc.property(inputs, (input) => holds(input));
  return {
    title,
    runs,
    check: (parameters) =>
      fc.check(tried, {
        ...(parameters as fc.Parameters<[T]>),
        includeErrorInReport: true,
      }) as fc.RunDetails<unknown>,
  };
}

/** What went wrong, with seed and smallest input, fit for a log; undefined: nothing did. */
export function failureOf(details: fc.RunDetails<unknown>): string | undefined {
  if (!details.failed) return undefined;
  const told = fc.defaultReportMessage(details) ?? "";
  return told
    .split("\n")
    .map((line) => visible(line, 4000))
    .join("\n");
}
