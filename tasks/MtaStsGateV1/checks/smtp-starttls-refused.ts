import type { Deployment } from "../deployment";
import type { UnfitAnswer } from "../deployment/mx-hosts";
import { defineCheck } from "./check";
import {
  errorOf,
  errorWords,
  hostWords,
  moreTime,
  replyWords,
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
      message: `${hostWords(sight)} offers STARTTLS and ${complaint(answer, deployment)}`,
      severity: timedSeverity(errorOf(answer), deployment),
      ...moreTime(errorOf(answer), deployment),
    })),
});

function complaint(answer: UnfitAnswer, deployment: Deployment): string {
  if ("reply" in answer) {
    return `answers it with ${replyWords(answer.reply)}, expected 220, ${senderWords(deployment)}`;
  }
  return answer.error.code === "TIMEOUT"
    ? `does not answer it: ${errorWords(answer.error)}`
    : `does not answer it: ${errorWords(answer.error)}, ${senderWords(deployment)}`;
}
