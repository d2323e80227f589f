import { mxPatternMatches, parseMxPattern } from "../mta-sts/mx-pattern";
import { fieldLines } from "../mta-sts/policy";
import { quote } from "../quote";
import { defineCheck } from "./check";

export const mxPatternUnused = defineCheck({
  id: "mx-pattern-unused",
  title: "mx pattern that no MX host uses",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.2" },
  why: "Mail is not lost by it. A pattern left over from a former provider still lets senders accept that provider's hosts.",
  fix: "Remove the line once no MX record, present or planned, needs it.",
  needs: ["policyFile", "mx"],
  judge: ({ policyFile, mx }, { options }) => {
    if (policyFile.text.policy === undefined) return [];
    const hosts = [...mx.map(({ host }) => host), ...options.plannedMx].filter((h) => h !== "");
    if (hosts.length === 0) return [];
    return fieldLines(policyFile.text, "mx").flatMap(({ number, field }) => {
      const reading = parseMxPattern(field.value);
      const isUsed = !reading.ok || hosts.some((host) => mxPatternMatches(reading.pattern, host));
      return isUsed
        ? []
        : [
            {
              message: `mx pattern ${quote(field.value)} matches no MX host of the domain`,
              line: number,
              column: field.valueColumn,
            },
          ];
    });
  },
});
