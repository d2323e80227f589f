import type { FunctionsSight } from "../functions/http-function";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { appsFor, ROUTE, servedAt } from "./functions-apps-of";

export const functionsRoutePrefix = defineCheck({
  id: "functions-route-prefix",
  title: "The Functions app serves everything below a prefix",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders ask for /.well-known/mta-sts.txt and get status 404.",
  fix: 'Write into host.json: "extensions": { "http": { "routePrefix": "" } }.',
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    // Where an app setting has the prefix as well, host.json does not decide.
    functions.prefixSettings.length > 0
      ? []
      : appsFor(functions, deployment).flatMap((app) => judgeApp(app)),
});

function judgeApp({ hostJson, functions }: FunctionsSight): readonly Finding[] {
  const { path, fault, routePrefix, oldRoutePrefix } = hostJson;
  if (fault !== undefined) return [];
  if (routePrefix !== undefined) {
    const { value, line, column } = routePrefix;
    const addresses = functions.map((one) => servedAt(one, value));
    const isMeant = addresses.some((address) => address?.toLowerCase() === ROUTE);
    if (value.replaceAll("/", "") === "" || isMeant) return [];
    const [address] = addresses;
    const where =
      address === undefined ? `below ${quote(`/${value}`)}` : `at ${quote(`/${address}`)}`;
    return [
      {
        message: `routePrefix is ${quote(value)}, so the policy is served ${where}`,
        file: path,
        line,
        column,
      },
    ];
  }
  // An app setting that is not in the repository may say otherwise.
  const severity = "warning";
  return oldRoutePrefix === undefined
    ? [
        {
          message: "host.json sets no routePrefix, so the policy is served below /api",
          severity,
          file: path,
        },
      ]
    : [
        {
          message:
            "http.routePrefix is the form of version 1, which later versions of the host ignore, so the policy is served below /api",
          severity,
          file: path,
          ...oldRoutePrefix,
        },
      ];
}
