import type { Answer } from "../swa/answer";
import type { Route } from "../swa/config";
import { defineCheck } from "./check";
import { badHeaders } from "./site-headers";
import { routeWords } from "./site-words";

export const siteRouteHeaders = defineCheck({
  id: "site-route-headers",
  title: "The headers of a route make the policy something else than text",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders should check that the media type is text/plain, and those that do drop the policy.",
  fix: "Remove the header from the route, or put a route for /.well-known/* without it before this one.",
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp }) => {
    const route = routeOf(staticWebApp.policyAnswer, staticWebApp.config?.reading.config.routes);
    return route === undefined ? [] : badHeaders(staticWebApp, route.headers, routeWords(route));
  },
});

/** The route whose headers the answer has. */
function routeOf(
  { headers, mediaTypeFrom }: Answer,
  routes: readonly Route[] = [],
): Route | undefined {
  const set = mediaTypeFrom === undefined ? headers : [...headers, mediaTypeFrom];
  return routes.find((route) => route.headers.some((header) => set.includes(header)));
}
