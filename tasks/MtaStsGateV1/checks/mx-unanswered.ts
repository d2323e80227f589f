import { defineCheck } from "./check";
import { answeredByNameServersOnly, unanswered } from "./unanswered";

export const mxUnanswered = defineCheck({
  id: "mx-unanswered",
  title: "The MX records could not be looked up",
  severity: "error",
  area: "unverified",
  citation: { rfc: 8461, section: "4.1" },
  why: "Whether the policy covers every MX host is unknown: a host that it forgets would lose mail.",
  fix: "Run again; if it stays so, see to the name servers, or to the DNS of the agent (input dnsServers).",
  needs: [],
  judge: (_seen, { mx, policyDomain, unresolved }) => {
    const what = `the MX records of ${policyDomain}`;
    if (mx.status === "failed") return unanswered(what, mx.error);
    return unresolved.includes("mx") ? answeredByNameServersOnly(what) : [];
  },
});
