import { quote } from "../quote";
import { defineCheck } from "./check";
import { differences } from "./served-differs";

/** The copy's value first. */
const WORDS = { to: ", not", added: "missing", gone: "added" };

export const sitePolicyCopyDiffers = defineCheck({
  id: "site-policy-copy-differs",
  title: "Another copy of the policy says something else",
  severity: "warning",
  area: "hosting",
  citation: { practice: "one policy is kept in one file" },
  why: "Sooner or later somebody changes or deploys the wrong one, and senders apply a policy that nobody meant.",
  fix: "Delete the copies and keep the file that is deployed.",
  needs: ["policyFile", "site"],
  judge: ({ policyFile, site }) => {
    const own = policyFile.text.policy;
    if (own === undefined) return [];
    return site.copies.flatMap(({ path, text }) => {
      const what =
        text.policy === undefined
          ? ["it is no policy that senders accept"]
          : differences(own, text.policy, WORDS);
      if (what.length === 0) return [];
      return [
        {
          file: path,
          message: `the copy ${quote(path)} differs from ${quote(policyFile.path)}: ${what.join("; ")}`,
        },
      ];
    });
  },
});
