import { quote } from "../quote";
import { defineCheck } from "./check";
import { inEachFunction, ROUTE, servedAt } from "./functions-apps-of";

export const functionsRoute = defineCheck({
  id: "functions-route",
  title: "The function has another route than the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders ask for /.well-known/mta-sts.txt and get status 404.",
  fix: `Set the route to ${ROUTE}.`,
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    inEachFunction(functions, deployment, (one, { hostJson }) => {
      const { route, file, name } = one;
      if (route === undefined) return [];
      const { line, column } = route === "default" ? one : route;
      const place = { file, line, column };
      // No function can be called as the policy's address is: there is no dot in the name of any.
      if (route === "default") {
        return [
          {
            message: `the function ${quote(name)} has no route, so it is served under its own name`,
            ...place,
          },
        ];
      }
      if (route.value.startsWith("/")) {
        return [
          {
            message: `the route ${quote(route.value)} begins with a slash, which no route may`,
            ...place,
          },
        ];
      }
      const prefix = hostJson.routePrefix?.value ?? "";
      const addresses = ["", prefix].map((each) => servedAt(one, each)?.toLowerCase());
      // A route with parameters may well match.
      const isOther = !addresses.includes(ROUTE) && !route.value.includes("{");
      return isOther
        ? [{ message: `the route is ${quote(route.value)}, expected "${ROUTE}"`, ...place }]
        : [];
    }),
});
