import { defineCheck } from "./check";
import { answerWords, errorOf, hostWords, smtpFindings, unansweredSeverity } from "./smtp-findings";

export const smtpGreeting = defineCheck({
  id: "smtp-greeting",
  title: "MX host that does not talk",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 5321, section: "3.1" },
  why: "A sender that is answered so delivers nothing there. It may be this agent alone that is: many hosts refuse addresses of clouds. Whether the host speaks TLS as the policy asks is unknown.",
  fix: "Ask the host from an agent with a good name. If senders are answered so too, repair the mail server.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "greeting", deployment, ({ to, answer }, sight) => ({
      message: `${hostWords(sight)} answers ${to === "EHLO" ? "EHLO" : "the connection"} with ${answerWords(answer)}, expected ${to === "EHLO" ? 250 : 220}`,
      severity: unansweredSeverity(errorOf(answer), deployment),
    })),
});
