import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordWspDelimiter = defineCheck({
  id: "record-wsp-delimiter",
  title: "Blank between v=STSv1 and the semicolon",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.1" },
  why: "The grammar allows the blank, the choice among several records does not (erratum 6285): senders discard the record as soon as another TXT record stands beside it.",
  fix: "Write v=STSv1; without a blank.",
  needs: ["record"],
  judge: ({ record: { reading, name } }) =>
    reading.kind === "valid" && /^v=STSv1[ \t]/.test(reading.text)
      ? [
          {
            message: `TXT record ${quote(reading.text)} at ${name} has a blank before the first semicolon, expected v=STSv1;`,
          },
        ]
      : [],
});
