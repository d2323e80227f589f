import type { RecordDefect } from "../mta-sts/record";
import { quote } from "../quote";
import { defineCheck } from "./check";

/** What stands at the place of the defect, after "at character N". */
const DEFECTS: { readonly [D in RecordDefect]: string } = {
  "leading-blank": "the text begins with a blank, expected v=STSv1; as the very first characters",
  quotes: "the quotation marks are part of the text itself, expected none",
  "escaped-semicolon": "a backslash stands before the semicolon, expected the semicolon alone",
  "non-ascii": "there is a character outside US-ASCII, expected none",
  version: "the text does not begin with v=STSv1 exactly so",
  "no-delimiter": "no semicolon follows v=STSv1, expected v=STSv1; id=…",
  "no-field": "no field follows v=STSv1, expected an id",
  "empty-field": "a field between two semicolons is empty",
  field: "a field is not of the form name=value without blanks",
  "trailing-blank": "a blank ends the text, allowed only after a final semicolon",
  discarded:
    "senders discard it among several TXT records, since it does not begin with the eight characters v=STSv1;",
};

export const recordMalformed = defineCheck({
  id: "record-malformed",
  title: "TXT record outside the grammar",
  severity: "error",
  area: "record",
  citation: { rfc: 8461, section: "3.1" },
  why: "A record that breaks the grammar counts as no record: senders assume that there is no policy.",
  fix: "Publish the record in the form v=STSv1; id=20260101000000Z; with nothing around it.",
  needs: ["record"],
  judge: ({ record }) => {
    const { reading, name } = record;
    if (reading.kind !== "malformed") return [];
    return [
      {
        message: `TXT record ${quote(reading.text)} at ${name} is malformed at character ${reading.at + 1}: ${DEFECTS[reading.defect]}`,
      },
    ];
  },
});
