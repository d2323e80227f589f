import type { ProbeError } from "../evidence/types";
import { defineCheck } from "./check";

/** True for an alias chain that leads nowhere, which no second question cures. */
export function isAliasFault({ code }: ProbeError): boolean {
  return code === "CNAME_LOOP" || code === "CNAME_TOO_LONG";
}

export const recordAliasLoop = defineCheck({
  id: "record-alias-loop",
  title: "The alias of the TXT record leads nowhere",
  severity: "error",
  area: "record",
  citation: { rfc: 8461, section: "3.1" },
  why: "Resolvers give up, so senders find no record and assume that there is no policy.",
  fix: "Let the CNAME record point straight to the TXT record of the provider.",
  needs: [],
  judge: (_seen, { record }) => {
    if (record.status !== "failed" || !isAliasFault(record.error)) return [];
    const { code, message } = record.error;
    // Some resolvers follow more aliases than others.
    return [code === "CNAME_LOOP" ? { message } : { message, severity: "warning" as const }];
  },
});
