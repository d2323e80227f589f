import { absenceOf } from "../interpret/removal";
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
  judge: (_seen, { policyFile, options, policyDomain, announced, history }) => {
    const absence = absenceOf({ policyFile, history });
    // A removal is judged by `removal-too-early`, and once it is safe nothing is wrong.
    const isRemoval = absence === "removed" && announced && options.stage !== "lint";
    if (absence === undefined || isRemoval) return [];
    /* c8 ignore next -- a file that is absent was looked for by name */
    const path = quote((options.policyFile ?? "").replaceAll("{domain}", policyDomain), 120);
    switch (absence) {
      case "no checkout":
        return [
          {
            message: `there is no file ${path}, nor a checked-out repository to hold it`,
            fix: "Add the step checkout: self before the gate: deployment jobs check out nothing by themselves.",
          },
        ];
      case "moved": {
        /* c8 ignore next -- what was moved was moved to somewhere */
        const movedTo = history.status === "found" ? (history.value.movedTo ?? "") : "";
        return [
          {
            message: `the last commit of the policy file ${path} moved it to ${quote(movedTo, 120)}`,
            fix: `Set policyFile to ${quote(movedTo, 120)}.`,
          },
        ];
      }
      case "never committed":
        return [{ message: `the repository has no file ${path} and never had one` }];
      default:
        return [{ message: `the repository has no file ${path}` }];
    }
  },
});
