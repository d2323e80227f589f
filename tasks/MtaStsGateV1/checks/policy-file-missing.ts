import { quote } from "../quote";
import { defineCheck } from "./check";

export const policyFileMissing = defineCheck({
  id: "policy-file-missing",
  title: "There is no policy to judge",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Nothing was checked. A pipeline that deploys now deploys no policy.",
  fix: "Correct the input policyFile or siteRoot, or commit the policy.",
  needs: [],
  judge: (_seen, { policyFile, options, policyDomain, announced }) => {
    const isRemoval = announced && options.stage !== "lint";
    if (policyFile.status !== "absent" || isRemoval) return [];
    const path = (options.policyFile ?? "").replaceAll("{domain}", policyDomain);
    return [{ message: `the repository has no file ${quote(path)}` }];
  },
});
