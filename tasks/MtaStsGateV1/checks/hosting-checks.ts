// The checks of how the policy is served: by a Static Web App or by Azure Functions.
import type { Check } from "./check";
import { functionsChecks } from "./functions-checks";
import { siteChecks } from "./site-checks";

/** In the order of the report. */
export const hostingChecks: readonly Check[] = [...siteChecks, ...functionsChecks];
