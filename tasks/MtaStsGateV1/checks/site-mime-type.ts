import { defineCheck } from "./check";
import { badHeaders } from "./site-headers";

export const siteMimeType = defineCheck({
  id: "site-mime-type",
  title: "Text files get another media type than text/plain",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders should check that the media type is text/plain, and those that do drop the policy.",
  fix: 'Remove ".txt" from mimeTypes: without it text files are text/plain.',
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp }) =>
    badHeaders(staticWebApp, staticWebApp.config?.reading.config.mimeTypes ?? [], "mimeTypes"),
});
