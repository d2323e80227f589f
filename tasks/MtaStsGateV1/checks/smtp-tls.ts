import type { Deployment } from "../deployment";
import type { ProbeError } from "../evidence/types";
import { defineCheck } from "./check";
import {
  errorWords,
  hostWords,
  moreTime,
  senderWords,
  smtpFindings,
  timedSeverity,
} from "./smtp-findings";

export const smtpTls = defineCheck({
  id: "smtp-tls",
  title: "No TLS 1.2 or newer with an MX host",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 8461, section: "7.2" },
  why: "Senders of MTA-STS speak TLS 1.2 or newer. Under enforce they must not deliver where no handshake succeeds.",
  fix: "Let the mail server offer TLS 1.2 and 1.3, with a certificate for its MX name.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "tls", deployment, ({ error }, sight) => ({
      message: `${hostWords(sight)} takes STARTTLS, but ${complaint(error, deployment)}`,
      severity: timedSeverity(error, deployment),
      ...moreTime(error, deployment),
    })),
});

function complaint(error: ProbeError, deployment: Deployment): string {
  return error.code === "TIMEOUT"
    ? `no TLS handshake follows: ${errorWords(error)}`
    : `TLS 1.2 or newer fails: ${tlsWords(error)}, ${senderWords(deployment)}`;
}

function tlsWords(error: ProbeError): string {
  switch (error.code) {
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return `${error.code}, the server speaks on without TLS`;
    case "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION":
    case "ERR_SSL_UNSUPPORTED_PROTOCOL":
      return `${error.code}, the server speaks only older versions`;
    case "ECONNRESET":
      return `${error.code}, the server ended the connection`;
    default:
      return errorWords(error);
  }
}
