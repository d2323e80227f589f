import { MAX_ID_LENGTH } from "../mta-sts/limits";
import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordId = defineCheck({
  id: "record-id",
  title: "TXT record without a legal id",
  severity: "error",
  area: "record",
  citation: { rfc: 8461, section: "3.1" },
  why: "The id is required. Without a legal one the record counts as no record: senders assume that there is no policy.",
  fix: "Give the record an id of 1 to 32 letters and digits.",
  needs: ["record"],
  judge: ({ record }) => {
    const { reading, name } = record;
    if (reading.kind !== "bad-id") return [];
    const { id, suggestion } = reading;
    if (id === undefined) {
      return [
        {
          message: `TXT record ${quote(reading.text)} at ${name} has no field id, expected id= with 1 to 32 letters and digits`,
        },
      ];
    }
    const length = id.length > MAX_ID_LENGTH ? ` of ${id.length} characters` : "";
    return [
      {
        message: `TXT record at ${name} has the id ${quote(id)}${length}, expected 1 to 32 letters and digits`,
        ...(suggestion === undefined ? {} : { fix: `Publish an id such as ${suggestion}` }),
      },
    ];
  },
});
