import { defineCheck } from "./check";

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
  judge: (_seen, { mx, policyDomain }) =>
    mx.status === "absent" ? [{ message: `${policyDomain} has no MX record (${mx.code})` }] : [],
});
