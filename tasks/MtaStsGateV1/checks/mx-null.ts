import { defineCheck } from "./check";

export const mxNull = defineCheck({
  id: "mx-null",
  title: "The domain accepts no mail",
  severity: "warning",
  area: "mxRecords",
  citation: { rfc: 7505, section: "3" },
  why: "A null MX tells senders that the domain accepts no mail at all, so the policy protects nothing.",
  fix: "Remove the null MX if the domain shall receive mail, else withdraw the policy.",
  needs: ["mx"],
  judge: ({ mx }, { policyDomain }) =>
    mx.some(({ host }) => host === "")
      ? [
          {
            message:
              mx.length === 1
                ? `${policyDomain} has the null MX record`
                : `${policyDomain} has the null MX record beside ${mx.length - 1} other, which RFC 7505 forbids`,
          },
        ]
      : [],
});
