import { defineCheck } from "./check";
import { errorWords, hostWords, smtpFindings, unansweredSeverity } from "./smtp-findings";

export const smtpConnection = defineCheck({
  id: "smtp-connection",
  title: "MX host that accepts no connection",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 5321, section: "5.1" },
  why: "Senders that meet this host cannot deliver there and go on to the next one. Whether it speaks TLS as the policy asks is unknown.",
  fix: "See that the host accepts connections on port 25 at every address, or remove its MX record.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, deployment) => {
    // Where no host answers at all, smtp-blocked says so once.
    if (deployment.smtp.status === "failed") return [];
    const sights = mxHosts.flatMap(({ probe }) => (probe.status === "found" ? [probe.value] : []));
    return smtpFindings(sights, "connection", deployment, ({ error, isBeyondAgent }, sight) => ({
      message: `${hostWords(sight)} accepts no connection on port 25, others do: ${errorWords(error)}`,
      severity: isBeyondAgent ? "note" : unansweredSeverity(undefined, deployment),
    }));
  },
});
