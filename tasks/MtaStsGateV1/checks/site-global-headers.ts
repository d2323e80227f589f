import { defineCheck } from "./check";
import { badHeaders } from "./site-headers";

export const siteGlobalHeaders = defineCheck({
  id: "site-global-headers",
  title: "Global headers make the policy something else than text",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders should check that the media type is text/plain, and those that do drop the policy.",
  fix: 'Remove the header from globalHeaders, or override it: { "route": "/.well-known/*", "headers": { "Content-Type": "text/plain" } }.',
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp }) =>
    badHeaders(
      staticWebApp,
      staticWebApp.config?.reading.config.globalHeaders ?? [],
      "globalHeaders",
    ),
});
