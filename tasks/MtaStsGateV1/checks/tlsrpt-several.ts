import { quote } from "../quote";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

export const tlsrptSeveral = defineCheck({
  id: "tlsrpt-several",
  title: "More than one TLSRPT record",
  severity: "warning",
  area: "tlsrpt",
  citation: { rfc: 8460, section: "3" },
  why: "With more than one record senders must assume that the domain wants no reports. Mail is not touched.",
  fix: "Keep one record, with every address in its rua field, separated by commas.",
  needs: ["tlsRpt"],
  judge: ({ tlsRpt: { name, reading } }, deployment) => {
    if (reading.kind !== "several") return [];
    const texts = reading.texts.slice(0, 5).map((text) => quote(text));
    return [
      {
        message: `${reading.texts.length} TXT records at ${name} begin with v=TLSRPTv1; (${texts.join(", ")}), expected exactly one`,
        severity: softenedByMode("warning", judgedMode(deployment)),
      },
    ];
  },
});
