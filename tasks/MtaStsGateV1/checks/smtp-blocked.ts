import { defineCheck } from "./check";
import { errorWords, hostWords } from "./smtp-findings";

export const smtpBlocked = defineCheck({
  id: "smtp-blocked",
  title: "No MX host can be reached on port 25",
  severity: "error",
  area: "smtpBlocked",
  citation: { practice: "networks of build agents close port 25 against spam" },
  why: "Whether the MX hosts speak TLS as the policy asks is unknown. Senders may well reach them: Microsoft-hosted agents cannot open connections to port 25.",
  fix: "Run the gate on an agent that may use port 25, for example in a nightly pipeline of stage monitor. Set checkSmtp to never where there is none.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, { smtp }) => {
    const tried = mxHosts.flatMap(({ probe }) =>
      probe.status === "found" && probe.value.exchange !== undefined ? [probe.value] : [],
    );
    const [first] = tried;
    if (smtp.status !== "failed" || first === undefined) return [];
    const error = errorWords(smtp.error);
    const says =
      tried.length === 1
        ? `${hostWords(first)} gives no answer on port 25 to this agent (${error})`
        : `none of ${tried.length} MX hosts gives an answer on port 25 to this agent (${hostWords(first)}: ${error})`;
    return [{ message: `${says}; STARTTLS and certificates were not looked at` }];
  },
});
