import { defineCheck } from "./check";
import { answerWords, inConfig, RULE_BEFORE, routeWords } from "./site-words";

export const siteRouteStatus = defineCheck({
  id: "site-route-status",
  title: "A route answers the policy's path with another status than 200",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders take a policy with status 200 only.",
  fix: RULE_BEFORE,
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp: { policyAnswer, config } }) => {
    const { cause } = policyAnswer;
    if (cause.kind !== "status") return [];
    return [
      inConfig(config, cause.statusCode, {
        message: `${routeWords(cause.route)} has statusCode ${cause.statusCode.value}, so senders get ${answerWords(policyAnswer)}, expected status 200 and the policy`,
      }),
    ];
  },
});
