import { defineCheck } from "./check";
import { answerWords, inConfig, isPolicyMissed } from "./site-words";

export const siteNavigationFallback = defineCheck({
  id: "site-navigation-fallback",
  title: "The navigation fallback hides that the policy is missing",
  severity: "warning",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders have no policy either way, but people and monitors that look at the status believe that it is there.",
  fix: 'Add "/.well-known/*" to the fallback\'s exclude. Then put the policy to its place.',
  needs: ["staticWebApp"],
  answered: ["policyFile"],
  judge: ({ staticWebApp }, deployment) => {
    const { policyAnswer, config } = staticWebApp;
    const { cause, status } = policyAnswer;
    if (cause.kind !== "fallback" || status !== 200) return [];
    if (!isPolicyMissed(staticWebApp, deployment)) return [];
    return [
      inConfig(config, cause.place, {
        message: `the policy is not at its place, and navigationFallback gives senders ${answerWords(policyAnswer)}, expected status 404`,
      }),
    ];
  },
});
