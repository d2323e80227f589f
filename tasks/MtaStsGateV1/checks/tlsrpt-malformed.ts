import type { TlsRptDefect } from "../mta-sts/tls-rpt";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

/** What stands at the place of the defect, after "at character N". */
const DEFECTS: { readonly [D in TlsRptDefect]: string } = {
  blank: "a blank begins or ends the text, allowed only around a semicolon",
  quotes: "the quotation marks are part of the text itself, expected none",
  "non-ascii": "there is a character outside US-ASCII, expected none",
  version: "the text does not begin with v=TLSRPTv1 and a semicolon exactly so",
  "no-rua": "there is no field rua, expected one such as rua=mailto:tls-reports@contoso.com",
  "empty-field": "a field between two semicolons is empty",
  field:
    "a field is not of the form name=value without blanks, or a semicolon inside a URI is not written %3B",
  "empty-uri": "a URI of the field rua is empty",
  "exclamation-mark": "an exclamation mark in a URI is not written %21; size limits are DMARC's",
  discarded:
    "senders discard it among several TXT records, since it does not begin with the characters v=TLSRPTv1;",
};

export const tlsrptMalformed = defineCheck({
  id: "tlsrpt-malformed",
  title: "TLSRPT record outside the grammar",
  severity: "warning",
  area: "tlsrpt",
  citation: { rfc: 8460, section: "3" },
  why: "Senders that cannot read the record send no reports. Mail is not touched.",
  fix: "Publish the record in the form v=TLSRPTv1; rua=mailto:tls-reports@contoso.com.",
  needs: ["tlsRpt"],
  judge: ({ tlsRpt: { name, reading } }, deployment) =>
    reading.kind !== "malformed"
      ? []
      : [
          {
            message: `TLSRPT record ${quote(reading.text)} at ${name} is malformed at character ${reading.at + 1}: ${DEFECTS[reading.defect]}`,
            severity: softenedByMode("warning", judgedMode(deployment)),
          },
        ],
});
