import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordSeveral = defineCheck({
  id: "record-several",
  title: "More than one MTA-STS TXT record",
  severity: "error",
  area: "record",
  citation: { rfc: 8461, section: "3.1" },
  why: "With more than one record left after selection senders must assume that there is no policy. A new id was probably added beside the old one.",
  fix: "Keep one record: replace the record set instead of adding to it.",
  needs: ["record"],
  judge: ({ record }) => {
    const { reading, name } = record;
    if (reading.kind !== "several") return [];
    const texts = reading.texts.slice(0, 5).map((text) => quote(text));
    return [
      {
        message: `${reading.texts.length} TXT records at ${name} begin with v=STSv1; (${texts.join(", ")}), expected exactly one`,
      },
    ];
  },
});
