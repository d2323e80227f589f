// Every check, in the order of the report.
import type { Check } from "./check";
import { committedChecks } from "./committed-checks";
import type { Family } from "./families";
import { hostingChecks } from "./hosting-checks";
import { liveChecks } from "./live-checks";
import { pipelineChecks } from "./pipeline-checks";

/** The checks of each family. */
export const CHECKS_OF: { readonly [F in Family]: readonly Check[] } = {
  committed: committedChecks,
  hosting: hostingChecks,
  pipelines: pipelineChecks,
  live: liveChecks,
};

/** All checks. */
export const checks: readonly Check[] = Object.values(CHECKS_OF).flat();
