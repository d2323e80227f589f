import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordServersDisagree = defineCheck({
  id: "record-servers-disagree",
  title: "Authoritative name servers disagree about the record",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders see one id or the other by chance, until the update has reached every name server.",
  fix: "Wait for the zone transfer, or bring the name servers into step.",
  needs: ["record"],
  judge: ({ record }) =>
    record.dissenting.map(({ host, says }) => ({
      message: `name server ${quote(host)} says ${says}, others say ${
        record.reading.kind === "valid"
          ? `id ${record.reading.id}`
          : `a ${record.reading.kind} record`
      }`,
    })),
});
