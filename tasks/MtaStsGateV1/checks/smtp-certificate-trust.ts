import { trustComplaint } from "./certificate-words";
import { defineCheck } from "./check";
import { hostWords, senderWords, smtpFindings } from "./smtp-findings";

/** Faults of time, for which Exchange Online's documentation names no report. */
const OUT_OF_DATE = ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];

export const smtpCertificateTrust = defineCheck({
  id: "smtp-certificate-trust",
  title: "MX host whose certificate is not trusted",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 8461, section: "4.2" },
  why: "The certificate must be in date and chain to a root that senders trust. Under enforce they must not deliver to a host with any other. Mail waits and then bounces.",
  fix: "Install a certificate of a public authority on the mail server, with its intermediate certificates, and see to its renewal.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "certificate-trust", deployment, ({ code, certificate }, sight) => {
      const report = OUT_OF_DATE.includes(code) ? "" : "Exchange Online: NDR 5.7.5";
      return {
        message: `the certificate of ${hostWords(sight)} ${trustComplaint(code, certificate, deployment.gatheredAt)}, ${senderWords(deployment, report)}`,
        severity: "error",
      };
    }),
});
