import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

export const mxMissing = defineCheck({
  id: "mx-missing",
  title: "No MX record",
  severity: "warning",
  area: "mxRecords",
  citation: { rfc: 5321, section: "5.1" },
  why: "Without an MX record senders try the domain's own address, whose name the policy must then match.",
  fix: "Publish the MX records, or check the spelling of the domain.",
  needs: [],
  answered: ["mx"],
  judge: (_seen, deployment) => {
    const { mx, policyDomain } = deployment;
    if (mx.status !== "absent") return [];
    const isGone = mx.code === "NXDOMAIN" && !isAlias(mx.detail);
    const what = isGone ? "does not exist in DNS (NXDOMAIN)" : `has no MX record (${mx.code})`;
    const why = isAlias(mx.detail) ? `: ${mx.detail}` : "";
    return [
      {
        message: `${policyDomain} ${what}${why}, expected a domain that receives mail`,
        severity: softenedByMode("warning", judgedMode(deployment)),
      },
    ];
  },
});

// Then it is another name that lacks the records.
function isAlias(detail: string): boolean {
  return detail.includes(" is an alias of ");
}
