import type { Answer } from "../swa/answer";
import type { Route } from "../swa/config";
import { defineCheck } from "./check";
import { answerWords, inConfig, RULE_BEFORE, routeWords } from "./site-words";

export const siteCertificateRenewal = defineCheck({
  id: "site-certificate-renewal",
  title: "A route stands in the way of certificate renewal",
  severity: "warning",
  area: "hosting",
  citation: {
    practice:
      "Azure Static Web Apps proves a custom domain by a file below /.well-known/pki-validation/",
  },
  why: "When the certificate of the policy host has run out, senders get no policy.",
  fix: RULE_BEFORE,
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { renewalAnswer, config } }) => {
    const route = blockingRoute(renewalAnswer);
    if (route === undefined) return [];
    return [
      inConfig(config, route, {
        message: `${routeWords(route)} answers below /.well-known/pki-validation/ with ${answerWords(renewalAnswer)}, expected the files that prove the domain`,
      }),
    ];
  },
});

function blockingRoute({ cause }: Answer): Route | undefined {
  return "route" in cause ? cause.route : undefined;
}
