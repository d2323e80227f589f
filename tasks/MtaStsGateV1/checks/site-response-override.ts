import { defineCheck } from "./check";
import { answerWords, inConfig, isPolicyMissed } from "./site-words";

export const siteResponseOverride = defineCheck({
  id: "site-response-override",
  title: "A response override hides that the policy is missing",
  severity: "warning",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders have no policy either way, but people and monitors that look at the status believe that it is there.",
  fix: "Let the override keep the status: remove its statusCode and redirect. Then put the policy to its place.",
  needs: ["staticWebApp"],
  answered: ["policyFile"],
  judge: ({ staticWebApp }, deployment) => {
    const { policyAnswer, config } = staticWebApp;
    const { cause, override, status } = policyAnswer;
    if (cause.kind !== "missing" || override === undefined || status === 404) return [];
    if (!isPolicyMissed(staticWebApp, deployment)) return [];
    return [
      inConfig(config, override, {
        message: `the policy is not at its place, and the override of ${override.status} gives senders ${answerWords(policyAnswer)}, expected status 404`,
      }),
    ];
  },
});
