import { tlsRptNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";

export const tlsrptMissing = defineCheck({
  id: "tlsrpt-missing",
  title: "No TLSRPT record",
  severity: "warning",
  area: "tlsrpt",
  citation: { rfc: 8460, section: "3" },
  why: "Mode testing is there to learn from reports which mail would fail under enforce. Without a TLSRPT record no sender sends one.",
  fix: "Publish a TLSRPT record before the mode becomes enforce.",
  needs: [],
  answered: ["tlsRpt"],
  judge: (_seen, deployment) => {
    const { tlsRpt, policyDomain } = deployment;
    const mode = judgedMode(deployment);
    const isThere = tlsRpt.status === "found" && tlsRpt.value.reading.kind !== "none";
    if (isThere || mode === undefined || mode === "none") return [];
    const name = tlsRptNameOf(policyDomain);
    const others = tlsRpt.status === "found" ? ", only records of other kinds" : "";
    const would = mode === "testing" ? "would fail" : "fails";
    return [
      {
        message: `there is no TLSRPT record at ${name}${others}, so nobody will tell you what ${would}`,
        fix: `Publish at ${name} a TXT record such as v=TLSRPTv1; rua=mailto:tls-reports@${policyDomain}`,
        severity: mode === "testing" ? "warning" : "note",
      },
    ];
  },
});
