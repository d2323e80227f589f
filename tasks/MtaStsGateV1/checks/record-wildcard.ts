import { defineCheck } from "./check";

export const recordWildcard = defineCheck({
  id: "record-wildcard",
  title: "A wildcard answers in place of the TXT record",
  severity: "warning",
  area: "dns",
  citation: { rfc: 8461, section: "3.1" },
  why: "A wildcard gives its text to every name that has none of its own. Senders take one that reads v=STSv1 for the announcement of every name below and ask policy hosts that do not exist.",
  fix: "Publish the record at _mta-sts and the domain by itself, and take MTA-STS out of the wildcard.",
  needs: ["record"],
  judge: ({ record: { isWildcard, name, reading } }, { policyDomain }) => {
    if (!isWildcard) return [];
    const message = `the TXT answer at ${name} is that of any name below ${policyDomain}, expected a record of its own`;
    return reading.kind === "none"
      ? [
          {
            message,
            fix: `Publish the record at ${name}: it comes before a wildcard`,
            severity: "note",
          },
        ]
      : [{ message }];
  },
});
