import type { SmtpFault } from "../deployment/mx-hosts";
import { defineCheck } from "./check";
import {
  errorOf,
  errorWords,
  hostWords,
  moreTime,
  replyWords,
  smtpFindings,
  unansweredSeverity,
} from "./smtp-findings";

export const smtpGreeting = defineCheck({
  id: "smtp-greeting",
  title: "MX host that does not talk",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 5321, section: "3.1" },
  why: "A sender that is answered so delivers nothing there. It may be this agent alone that is: many hosts refuse addresses of clouds. Whether the host speaks TLS as the policy asks is unknown.",
  fix: "Run the gate in a network that the host does not block. If senders are answered so too, repair the mail server.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "greeting", deployment, ({ to, answer }, sight) => ({
      message: `${hostWords(sight)} ${complaint(to, answer)}`,
      severity: unansweredSeverity(errorOf(answer), deployment),
      ...moreTime(errorOf(answer), deployment),
    })),
});

type Greeting = Extract<SmtpFault, { readonly kind: "greeting" }>;

function complaint(to: Greeting["to"], answer: Greeting["answer"]): string {
  const what = to === "EHLO" ? "EHLO" : "the connection";
  const expected = to === "EHLO" ? 250 : 220;
  return "reply" in answer
    ? `answers ${what} with ${replyWords(answer.reply)}, expected ${expected}`
    : `gives no reply of ${expected} to ${what}: ${errorWords(answer.error)}`;
}
