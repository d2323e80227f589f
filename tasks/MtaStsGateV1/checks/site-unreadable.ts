import { quote } from "../quote";
import { defineCheck } from "./check";

export const siteUnreadable = defineCheck({
  id: "site-unreadable",
  title: "The folder that is deployed cannot be read",
  severity: "error",
  area: "hosting",
  citation: { practice: "what was not looked at is never fine" },
  why: "Nothing is known of the files that decide whether senders get the policy.",
  fix: "Let the input siteRoot name a folder in the repository that the agent may read.",
  needs: [],
  judge: (_seen, { site }) =>
    site.status === "failed"
      ? [{ message: `the folder that is deployed cannot be read: ${quote(site.error.message)}` }]
      : [],
});
