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
    const what =
      mx.code === "NXDOMAIN" ? "does not exist in DNS (NXDOMAIN)" : `has no MX record (${mx.code})`;
    return [
      {
        message: `${policyDomain} ${what}, expected a domain that receives mail`,
        severity: softenedByMode("warning", judgedMode(deployment)),
      },
    ];
  },
});
