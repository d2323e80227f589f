import { defineCheck } from "./check";
import { answerWords, inConfig, RULE_BEFORE, routeWords } from "./site-words";

export const siteRouteRedirect = defineCheck({
  id: "site-route-redirect",
  title: "A route redirects the policy",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders must not follow a redirect, so they get no policy.",
  fix: RULE_BEFORE,
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp: { policyAnswer, config } }) => {
    const { cause } = policyAnswer;
    if (cause.kind !== "redirect") return [];
    return [
      inConfig(config, cause.redirect, {
        message: `${routeWords(cause.route)} gives senders ${answerWords(policyAnswer)}, expected the policy`,
      }),
    ];
  },
});
