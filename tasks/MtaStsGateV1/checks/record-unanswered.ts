import { recordNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";
import { isAliasFault } from "./record-alias-loop";
import { answeredByNameServersOnly, unanswered } from "./unanswered";

export const recordUnanswered = defineCheck({
  id: "record-unanswered",
  title: "The TXT record could not be looked up",
  severity: "error",
  area: "unverified",
  citation: { rfc: 8461, section: "3.1" },
  why: "Nobody knows what senders see. If the name servers are at fault, senders that have no policy yet find none.",
  fix: "Run again; if it stays so, see to the name servers, or to the DNS of the agent (input dnsServers).",
  needs: [],
  judge: (_seen, { record, policyDomain, unresolved }) => {
    const what = `the TXT record at ${recordNameOf(policyDomain)}`;
    if (unresolved.includes("record")) return answeredByNameServersOnly(what);
    return record.status === "failed" && !isAliasFault(record.error)
      ? unanswered(what, record.error)
      : [];
  },
});
