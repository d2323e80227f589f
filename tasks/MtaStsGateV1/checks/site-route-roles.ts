import { quote } from "../quote";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { answerWords, inConfig, RULE_BEFORE, routeWords } from "./site-words";

export const siteRouteRoles = defineCheck({
  id: "site-route-roles",
  title: "A route lets only signed-in people read the policy",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders sign in nowhere. They get a status other than 200 and have no policy.",
  fix: RULE_BEFORE,
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp: { policyAnswer, config } }) => {
    const { cause } = policyAnswer;
    if (cause.kind !== "roles") return [];
    const roles = enumeration(cause.roles.value.map((role) => quote(role)));
    return [
      inConfig(config, cause.roles, {
        message: `${routeWords(cause.route)} lets in ${roles} and not "anonymous", so senders get ${answerWords(policyAnswer)}, expected the policy`,
      }),
    ];
  },
});
