// The ids of all checks. The build writes this module anew, as the bare ids: whoever needs them need not load the checks.
import { CHECKS_OF } from ".";
import type { Family } from "./families";

/** The ids of a family's checks, in the order of the report. */
export const CHECK_IDS: { readonly [F in Family]: readonly string[] } = {
  committed: CHECKS_OF.committed.map(({ id }) => id),
  hosting: CHECKS_OF.hosting.map(({ id }) => id),
  pipelines: CHECKS_OF.pipelines.map(({ id }) => id),
  live: CHECKS_OF.live.map(({ id }) => id),
};
