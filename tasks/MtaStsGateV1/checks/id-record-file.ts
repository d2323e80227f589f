import { quote } from "../quote";
import { defineCheck } from "./check";

export const idRecordFile = defineCheck({
  id: "id-record-file",
  title: "recordFile gives no id",
  severity: "error",
  area: "idNotMoved",
  citation: { practice: "keeping the TXT record in the repository" },
  why: "The gate cannot tell which id the record shall carry, so a forgotten one would go unnoticed.",
  fix: "Let recordFile name a file with exactly one record text v=STSv1; id=… for the domain.",
  needs: [],
  judge: (_seen, { id, options, policyDomain }) => {
    if (id.recordFileProblem === undefined) return [];
    const path = (options.recordFile ?? "").replaceAll("{domain}", policyDomain);
    return [
      {
        message: `recordFile ${quote(path)} gives no id to go by: ${id.recordFileProblem}`,
        ...id.place,
      },
    ];
  },
});
