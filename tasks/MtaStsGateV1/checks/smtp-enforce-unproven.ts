import { defineCheck } from "./check";
import { hostWords, isUnproven } from "./smtp-findings";

export const smtpEnforceUnproven = defineCheck({
  id: "smtp-enforce-unproven",
  title: "Promotion to enforce without a look at the MX hosts",
  severity: "warning",
  area: "mxHost",
  citation: { rfc: 8461, section: "5" },
  why: "From this deployment on, senders refuse to deliver to an MX host without STARTTLS or with a bad certificate. Whether there is one is unknown.",
  fix: "Look at the MX hosts from an agent that reaches port 25, or stay in mode testing until TLS reports show no failure.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, { bringsEnforce }) => {
    const hosts = mxHosts.filter(
      ({ isPlanned, probe }) => !isPlanned && probe.status !== "skipped",
    );
    const [first] = hosts;
    if (!bringsEnforce || first === undefined || !hosts.every(isUnproven)) return [];
    const who =
      hosts.length === 1 ? `${hostWords(first)} was not` : `none of ${hosts.length} MX hosts was`;
    return [
      { message: `the policy becomes enforce, and ${who} seen with STARTTLS and its certificate` },
    ];
  },
});
