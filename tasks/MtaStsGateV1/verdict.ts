// What the checks said of one domain. Pure.
import type { Check } from "./checks/check";
import type { Outcome, Problem } from "./report/types";

/** What one check said of one domain. */
export interface Told {
  readonly check: Check;
  readonly outcome: Exclude<Outcome, "skipped">;
  readonly problems: readonly Problem[];
}

/** A check that had nothing to judge, or that nobody had to ask. */
interface PassedOver {
  /** The id of the check. */
  readonly id: string;
  readonly outcome: "skipped";
  readonly problems: readonly [];
}

/** What is known of one check and one domain. */
export type Verdict = Told | PassedOver;

/** The verdicts of checks that were asked. */
export function toldOf(verdicts: readonly Verdict[]): readonly Told[] {
  return verdicts.filter((verdict) => verdict.outcome !== "skipped");
}

/** The id of the check. */
export function idOf(verdict: Verdict): string {
  return verdict.outcome === "skipped" ? verdict.id : verdict.check.id;
}
