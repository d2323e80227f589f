import { recordToPublish } from "../interpret/update";
import { recordNameOf } from "../mta-sts/names";
import { utc } from "../utc";
import { defineCheck } from "./check";

export const idOlderThanPolicy = defineCheck({
  id: "id-older-than-policy",
  title: "The id is a time before the policy last changed",
  severity: "warning",
  area: "idOlder",
  citation: { rfc: 8461, section: "8.1" },
  why: "The id was probably forgotten with the last change. Senders that hold the policy before it do not fetch the new one before its max_age is over.",
  fix: "Publish a new id.",
  needs: ["policyFile", "record", "policyResource"],
  judge: (_seen, deployment) => {
    const { id, policyDomain } = deployment;
    const { live, olderThan } = id;
    if (live === undefined || olderThan === undefined) return [];
    const text = recordToPublish(deployment);
    return [
      {
        message: `the id ${live} is a time before ${utc(olderThan.at)}, when commit ${olderThan.commit} last changed the meaning of the policy`,
        ...(text === undefined
          ? {}
          : { fix: `Publish at ${recordNameOf(policyDomain)} as the only TXT record: ${text}` }),
      },
    ];
  },
});
