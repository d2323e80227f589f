import { recordToPublish } from "../interpret/update";
import { recordNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";

export const recordMissing = defineCheck({
  id: "record-missing",
  title: "No MTA-STS TXT record",
  severity: "error",
  area: "recordAbsent",
  citation: { rfc: 8461, section: "3.1" },
  why: "Senders look for the TXT record first. Without it they never ask for the policy, and mail is sent as if there were none.",
  fix: "Publish the TXT record once the policy is served.",
  needs: [],
  answered: ["record"],
  judge: (_seen, deployment) => {
    const { record, policyDomain, policyResource } = deployment;
    const isThere = record.status === "found" && record.value.reading.kind !== "none";
    if (isThere) return [];
    const name = recordNameOf(policyDomain);
    const others = record.status === "found" ? ", only records of other kinds" : "";
    const text = recordToPublish(deployment);
    const isServed =
      policyResource.status === "found" && policyResource.value.text?.policy !== undefined;
    const when = isServed ? "Publish" : "Once the policy is served, publish";
    return [
      {
        message: `there is no MTA-STS TXT record at ${name}${others}`,
        ...(text === undefined ? {} : { fix: `${when} at ${name} the TXT record: ${text}` }),
      },
    ];
  },
});
