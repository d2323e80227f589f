import type { ReportDomain } from "../deployment";
import { quoteName } from "../quote";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

export const tlsrptReportDomain = defineCheck({
  id: "tlsrpt-report-domain",
  title: "Reports are mailed to a domain that receives no mail",
  severity: "warning",
  area: "tlsrpt",
  citation: { rfc: 5321, section: "5.1" },
  why: "Reports to it bounce, and nobody learns what fails.",
  fix: "Put an address into the rua field whose domain has an MX record.",
  needs: ["tlsRpt"],
  judge: ({ tlsRpt: { reportDomains } }, deployment) =>
    reportDomains.flatMap((one) => {
      if (one.receives === true) return [];
      const message = messageOf(one);
      return one.receives === false
        ? [{ message, severity: softenedByMode("warning", judgedMode(deployment)) }]
        : [{ message, severity: "note", fix: "Look up the domain's MX record yourself." }];
    }),
});

function messageOf({ domain, receives, code = "not asked" }: ReportDomain): string {
  const name = quoteName(domain);
  if (receives === "unknown") return `whether ${name} receives TLSRPT reports is unknown (${code})`;
  const why =
    code === "NULL_MX"
      ? "it has the null MX record"
      : `it has no MX record and no address, ${code}`;
  return `TLSRPT reports go to ${name}, which receives no mail: ${why}`;
}
