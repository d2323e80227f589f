// The checks on Azure Functions, in the order of the report.
import type { Check } from "./check";
import { functionsAuthLevel } from "./functions-auth-level";
import { functionsContentType } from "./functions-content-type";
import { functionsHostJson } from "./functions-host-json";
import { functionsMethods } from "./functions-methods";
import { functionsRoute } from "./functions-route";
import { functionsRoutePrefix } from "./functions-route-prefix";
import { functionsUnresolved } from "./functions-unresolved";

/** All of them. */
export const functionsChecks: readonly Check[] = [
  functionsHostJson,
  functionsRoutePrefix,
  functionsRoute,
  functionsAuthLevel,
  functionsMethods,
  functionsContentType,
  functionsUnresolved,
];
