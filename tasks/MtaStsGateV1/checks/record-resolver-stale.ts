import { defineCheck } from "./check";

export const recordResolverStale = defineCheck({
  id: "record-resolver-stale",
  title: "The resolver still answers with an older record",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders behind such a resolver go on with the policy they have until the TTL has run out.",
  fix: "Wait until the TTL has passed.",
  needs: ["record"],
  judge: ({ record: { resolver } }) => {
    if (resolver === undefined) return [];
    const says = resolver.id === undefined ? "no valid record" : `the id ${resolver.id}`;
    return [{ message: `the resolver still answers with ${says}, for another ${resolver.ttl} s` }];
  },
});
