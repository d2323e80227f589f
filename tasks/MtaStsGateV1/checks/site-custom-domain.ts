import { policyHostOf } from "../mta-sts/names";
import { defineCheck } from "./check";

export const siteCustomDomain = defineCheck({
  id: "site-custom-domain",
  title: "Static Web Apps takes no custom domain with a label in Punycode",
  severity: "error",
  area: "hosting",
  citation: {
    practice: "Azure Static Web Apps supports neither Unicode custom domains nor the prefix xn--",
  },
  why: "The policy host cannot be bound to the site, so senders get no policy from it.",
  fix: "Serve the policy of this domain elsewhere, for example from Azure Functions, or let another host with a certificate of its own stand before the site.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { isFronted } }, { policyDomain }) => {
    const isPunycode = policyDomain.split(".").some((label) => label.startsWith("xn--"));
    if (!isPunycode || isFronted) return [];
    const host = policyHostOf(policyDomain);
    return [{ message: `Static Web Apps refuses ${host} as a custom domain for its "xn--"` }];
  },
});
