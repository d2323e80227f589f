import { recordNameOf } from "../mta-sts/names";
import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordWrongName = defineCheck({
  id: "record-wrong-name",
  title: "The TXT record stands at another name",
  severity: "warning",
  area: "dns",
  citation: { rfc: 8461, section: "3.1" },
  why: "Senders look at _mta-sts and the domain itself, nowhere else. A record at another name is never seen.",
  fix: "Move the record to _mta-sts and the domain.",
  needs: [],
  answered: ["record"],
  judge: (_seen, { misplaced, policyDomain }, { isPublicSuffix }) => {
    const right = recordNameOf(policyDomain);
    const parent = policyDomain.slice(policyDomain.indexOf(".") + 1);
    return misplaced.flatMap(({ name, text }) => {
      if (name !== recordNameOf(parent)) {
        return [
          {
            message: `the record ${quote(text)} stands at ${name}, expected at ${right}`,
            fix: `Move the record to ${right}`,
          },
        ];
      }
      if (isPublicSuffix(parent)) return [];
      return [
        {
          message: `the record ${quote(text)} of the parent domain at ${name} does not count for ${policyDomain}`,
          fix: `Publish a record and a policy for ${policyDomain} itself, if it receives mail`,
          severity: "note" as const,
        },
      ];
    });
  },
});
