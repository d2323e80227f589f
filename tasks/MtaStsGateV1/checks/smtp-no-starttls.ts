import { defineCheck } from "./check";
import { hostWords, senderWords, smtpFindings } from "./smtp-findings";

export const smtpNoStarttls = defineCheck({
  id: "smtp-no-starttls",
  title: "MX host without STARTTLS",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 8461, section: "5" },
  why: "Under enforce, senders must not deliver to an MX host that does not support STARTTLS. Mail waits and then bounces.",
  fix: "Turn STARTTLS on at the mail server, and see that no filter in front of it removes the word from its reply to EHLO.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "no-starttls", deployment, (_fault, sight) => ({
      message: `${hostWords(sight)} offers no STARTTLS in its reply to EHLO, ${senderWords(deployment)}`,
      severity: "error",
    })),
});
