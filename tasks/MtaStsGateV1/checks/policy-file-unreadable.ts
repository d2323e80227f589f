import { quote } from "../quote";
import { defineCheck } from "./check";

export const policyFileUnreadable = defineCheck({
  id: "policy-file-unreadable",
  title: "The policy file cannot be read",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Nothing was checked.",
  fix: "See to the permissions and the kind of the file.",
  needs: [],
  judge: (_seen, { policyFile, options, policyDomain }) => {
    if (policyFile.status !== "failed") return [];
    const path = (options.policyFile ?? "").replaceAll("{domain}", policyDomain);
    return [
      {
        message: `the policy file ${quote(path)} cannot be read: ${policyFile.error.code}, ${quote(policyFile.error.message)}`,
      },
    ];
  },
});
