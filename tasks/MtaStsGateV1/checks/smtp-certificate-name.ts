import { nameComplaint } from "./certificate-words";
import { defineCheck } from "./check";
import { hostWords, senderWords, smtpFindings } from "./smtp-findings";

export const smtpCertificateName = defineCheck({
  id: "smtp-certificate-name",
  title: "MX host whose certificate is for another name",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 8461, section: "4.2" },
  why: "Senders compare the name in the MX record with the DNS names of the certificate, never with its common name. Under enforce they must not deliver where none matches. Mail waits and then bounces.",
  fix: "Have the certificate issued for the name in the MX record, or name in the MX record what the certificate is for.",
  needs: ["smtp"],
  judge: ({ smtp }, deployment) =>
    smtpFindings(smtp, "certificate-name", deployment, ({ dnsNames }, sight) => ({
      message: `the certificate of ${hostWords(sight)} ${nameComplaint(dnsNames, sight.host)}, ${senderWords(deployment, "Exchange Online: NDR 5.7.5")}`,
      severity: "error",
    })),
});
