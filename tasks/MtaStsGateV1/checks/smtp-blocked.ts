import { defineCheck } from "./check";
import { blockedHosts, errorWords, faultOf, hostWords } from "./smtp-findings";

export const smtpBlocked = defineCheck({
  id: "smtp-blocked",
  title: "No MX host can be reached on port 25",
  severity: "error",
  area: "smtpBlocked",
  citation: { practice: "networks of build agents close port 25 against spam" },
  why: "Whether the MX hosts speak TLS as the policy asks is unknown. Senders may well reach them: Microsoft-hosted agents cannot open connections to port 25.",
  fix: "Run the gate on an agent that may use port 25, for example in a nightly pipeline of stage monitor. Set checkSmtp to never where there is none.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }) => {
    const blocked = blockedHosts(mxHosts);
    const [first] = blocked;
    const fault = first === undefined ? undefined : faultOf(first, "connection");
    if (first === undefined || fault === undefined) return [];
    const who =
      blocked.length === 1
        ? `${hostWords(first)} accepts no connection`
        : `none of ${blocked.length} MX hosts accepts a connection`;
    const reason =
      blocked.length === 1
        ? errorWords(fault.error)
        : `${hostWords(first)}: ${errorWords(fault.error)}`;
    return [
      {
        message: `${who} on port 25 from this agent (${reason}); STARTTLS and certificates were not looked at`,
      },
    ];
  },
});
