import { defineCheck } from "./check";

export const recordAuthorityUnheard = defineCheck({
  id: "record-authority-unheard",
  title: "No authoritative name server was heard",
  severity: "note",
  area: "remark",
  citation: { practice: "asking the name servers of the zone, whose answer no cache delays" },
  why: "The id is then what a resolver remembers, which may be older than the zone by the TTL.",
  fix: "Let the agent send DNS questions to the name servers of the zone (port 53), or wait for the TTL after a change.",
  needs: ["record"],
  judge: ({ record }) =>
    record.authorityMissing === undefined
      ? []
      : [
          {
            message: `the id is the resolver's answer, not the zone's own: ${record.authorityMissing}`,
          },
        ],
});
