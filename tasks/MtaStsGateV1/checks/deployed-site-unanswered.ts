import { quote } from "../quote";
import { defineCheck } from "./check";
import { unanswered } from "./unanswered";

export const deployedSiteUnanswered = defineCheck({
  id: "deployed-site-unanswered",
  title: "The site's own address could not be looked up",
  severity: "error",
  area: "unverified",
  citation: { rfc: 8461, section: "3.3" },
  why: "Whether the deployment serves the policy is unknown.",
  fix: "Check the address in deployedUrl, or run again.",
  needs: [],
  judge: (_seen, { deployedSite, options }) => {
    const site = `the site ${quote(options.deployedUrl ?? "")} of deployedUrl`;
    if (deployedSite.status === "absent") {
      return [{ message: `${site} does not exist in DNS (${deployedSite.code})` }];
    }
    return deployedSite.status === "failed" ? unanswered(site, deployedSite.error) : [];
  },
});
