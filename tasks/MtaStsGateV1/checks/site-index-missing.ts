import { quote } from "../quote";
import { defineCheck } from "./check";

export const siteIndexMissing = defineCheck({
  id: "site-index-missing",
  title: "The site has no index.html",
  severity: "error",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps refuses a site without a default file" },
  why: "The deployment fails, so senders keep getting what was there before, or nothing.",
  fix: "Add an index.html to the folder; an empty page will do.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { site, hasIndex, sign } }) => {
    if (hasIndex || site.madeBy !== undefined) return [];
    return [
      {
        message: `the folder ${quote(site.root)} has no index.html, without which Static Web Apps (known from ${quote(sign)}) refuses the deployment`,
      },
    ];
  },
});
