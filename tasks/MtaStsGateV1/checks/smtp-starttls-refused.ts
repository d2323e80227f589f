import { defineCheck } from "./check";
import {
  answerWords,
  errorOf,
  hostWords,
  senderWords,
  smtpFindings,
  timedSeverity,
} from "./smtp-findings";

export const smtpStarttlsRefused = defineCheck({
  id: "smtp-starttls-refused",
  title: "MX host that offers STARTTLS and refuses it",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 8461, section: "4" },
  why: "Under enforce, senders must not deliver without TLS, whatever the server says is the reason that it has none now.",
  fix: "Give the mail server a certificate and a key that it can read, and look at its log.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "starttls-refused", deployment, ({ answer }, sight) => ({
      message: `${hostWords(sight)} offers STARTTLS and answers it with ${answerWords(answer)}, expected 220, ${senderWords(deployment)}`,
      severity: timedSeverity(errorOf(answer), deployment),
    })),
});
