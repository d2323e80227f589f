import { policyHostOf } from "../mta-sts/names";
import { defineCheck } from "./check";
import { unanswered } from "./unanswered";

export const hostUnanswered = defineCheck({
  id: "host-unanswered",
  title: "The policy host's addresses could not be looked up",
  severity: "error",
  area: "unverified",
  citation: { rfc: 8461, section: "3.3" },
  why: "What senders get from the policy host is unknown. If the name servers are at fault, they get nothing.",
  fix: "Run again; if it stays so, see to the name servers, or to the DNS of the agent (input dnsServers).",
  needs: [],
  judge: (_seen, { policyResource, policyDomain }) =>
    policyResource.status === "failed"
      ? unanswered(`the policy host ${policyHostOf(policyDomain)}`, policyResource.error)
      : [],
});
