import { defineCheck } from "./check";
import { appsFor } from "./functions-apps-of";

export const functionsHostJson = defineCheck({
  id: "functions-host-json",
  title: "host.json is not JSON",
  severity: "error",
  area: "policyText",
  citation: { practice: "host.json of Azure Functions" },
  why: "The Functions app does not start, so senders get no policy.",
  fix: "Correct the JSON.",
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    appsFor(functions, deployment).flatMap(({ hostJson: { path, fault } }) =>
      fault === undefined
        ? []
        : [
            {
              message: `host.json is not JSON: there is ${fault.words}`,
              file: path,
              line: fault.line,
              column: fault.column,
            },
          ],
    ),
});
