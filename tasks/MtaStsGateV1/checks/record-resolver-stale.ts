import { defineCheck } from "./check";
import { staleFor } from "./stale-for";

export const recordResolverStale = defineCheck({
  id: "record-resolver-stale",
  title: "The resolver still answers with an older record",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders behind such a resolver go on with the policy they have until the TTL has run out.",
  fix: "Wait until the TTL has passed.",
  needs: [],
  judge: (_seen, { staleRecord }) =>
    staleRecord === undefined
      ? []
      : [
          {
            message: `the resolver still answers with ${staleRecord.says}${staleFor(staleRecord)}, the name servers do not`,
          },
        ],
});
