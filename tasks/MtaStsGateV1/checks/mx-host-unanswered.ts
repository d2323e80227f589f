import { defineCheck } from "./check";
import { hostWords } from "./smtp-findings";
import { unanswered } from "./unanswered";

export const mxHostUnanswered = defineCheck({
  id: "mx-host-unanswered",
  title: "The addresses of an MX host could not be looked up",
  severity: "error",
  area: "unverified",
  citation: { rfc: 5321, section: "5.1" },
  why: "Whether senders can reach the host, and whether it speaks TLS as the policy asks, is unknown.",
  fix: "Run again; if it stays so, see to the name servers of the host, or to the DNS of the agent (input dnsServers).",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, { options }) =>
    mxHosts.flatMap((sight) => {
      if (sight.probe.status !== "failed") return [];
      const { error } = sight.probe;
      // What auto had no time for proves nothing.
      const isCut = /^(?:TIMEOUT|NOT_ASKED)$/.test(error.code) && options.checkSmtp === "auto";
      const severity = sight.isPlanned || isCut ? "note" : "error";
      return unanswered(`the addresses of ${hostWords(sight)}`, error).map((finding) => ({
        ...finding,
        severity,
      }));
    }),
});
