import { tlsRptNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";
import { unanswered } from "./unanswered";

export const tlsrptUnanswered = defineCheck({
  id: "tlsrpt-unanswered",
  title: "The TLSRPT record could not be looked up",
  severity: "warning",
  area: "unverified",
  citation: { rfc: 8460, section: "3" },
  why: "Whether anyone reports failures is unknown. Mail is not touched.",
  fix: "Run again; if it stays so, see to the name servers, or to the DNS of the agent (input dnsServers).",
  needs: [],
  judge: (_seen, deployment) => {
    const { tlsRpt, policyDomain } = deployment;
    if (tlsRpt.status !== "failed") return [];
    const severity = softenedByMode("warning", judgedMode(deployment));
    const what = `the TLSRPT record at ${tlsRptNameOf(policyDomain)}`;
    return unanswered(what, tlsRpt.error).map((finding) => ({ ...finding, severity }));
  },
});
