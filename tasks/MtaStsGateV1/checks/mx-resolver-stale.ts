import { defineCheck } from "./check";
import { staleFor } from "./stale-for";

export const mxResolverStale = defineCheck({
  id: "mx-resolver-stale",
  title: "The resolver still answers with older MX records",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "4.1" },
  why: "Senders behind such a resolver try the old MX hosts until the TTL has run out, and hold them against the policy.",
  fix: "Keep the old MX hosts in the policy until the TTL has passed.",
  needs: [],
  judge: (_seen, { staleMx, policyDomain }) =>
    staleMx === undefined
      ? []
      : [
          {
            message: `the resolver still answers with ${staleMx.says} for the MX records of ${policyDomain}${staleFor(staleMx)}, the name servers do not`,
          },
        ],
});
