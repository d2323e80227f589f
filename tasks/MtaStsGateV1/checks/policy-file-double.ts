import type { Deployment } from "../deployment";
import { quote } from "../quote";
import { defineCheck } from "./check";

export const policyFileDouble = defineCheck({
  id: "policy-file-double",
  title: "Another file differs from the policy file in case only",
  severity: "warning",
  area: "policyText",
  citation: { practice: "names that every file system keeps apart" },
  why: "A checkout on Windows or macOS keeps one of the two files. Which policy is judged there, and which one is deployed, is left to chance.",
  fix: "Keep the one that senders ask for, .well-known/mta-sts.txt in small letters, and remove the other with git rm --cached.",
  needs: ["policyFile"],
  judge: ({ policyFile: { path } }, deployment) =>
    doublesOf(path, deployment).map((other) => ({
      file: other,
      line: 1,
      message: `${quote(other, 120)} differs from ${quote(path, 120)} in case only, and a checkout on Windows or macOS keeps one of the two, expected one of them in the repository`,
    })),
});

/** By git's index, and where git was not asked by the folder that is deployed. */
function doublesOf(path: string, { history, site }: Deployment): readonly string[] {
  const committed = history.status === "found" ? (history.value.doubles ?? []) : [];
  const seen = site.status === "found" ? site.value.misnamed.map((one) => one.path) : [];
  const isDouble = (other: string) => other !== path && other.toLowerCase() === path.toLowerCase();
  return [...new Set([...committed, ...seen.filter(isDouble)])].sort();
}
