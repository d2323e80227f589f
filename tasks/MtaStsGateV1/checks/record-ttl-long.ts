import { ONE_DAY_SECONDS } from "../mta-sts/limits";
import { defineCheck } from "./check";

export const recordTtlLong = defineCheck({
  id: "record-ttl-long",
  title: "TTL of the TXT record over a day",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "8.1" },
  why: "Resolvers keep the old id for as long as the TTL, so senders go on with the old policy that much longer after a change.",
  fix: "Give the record a TTL of an hour.",
  needs: ["record"],
  judge: ({ record: { name, ttl } }) =>
    ttl > ONE_DAY_SECONDS
      ? [
          {
            message: `the TTL of the TXT record at ${name} is ${ttl} s, so it takes up to ${hours(ttl)} until every sender sees a new id, expected at most a day`,
          },
        ]
      : [],
});

function hours(seconds: number): string {
  return `${Math.ceil(seconds / 3600)} hours`;
}
