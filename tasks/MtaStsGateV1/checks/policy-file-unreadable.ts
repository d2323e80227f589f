import { quote } from "../quote";
import { defineCheck } from "./check";

const REASONS: { readonly [code: string]: string } = {
  EISDIR: "it is a folder",
  NOT_A_FILE: "it is no regular file",
  OUTSIDE_REPOSITORY: "it leads outside the repository",
  EACCES: "the agent may not read it",
  EPERM: "the agent may not read it",
  EBUSY: "another program keeps it open",
  ELOOP: "it is a link that leads to itself",
  ENAMETOOLONG: "its path is too long for the agent",
};

export const policyFileUnreadable = defineCheck({
  id: "policy-file-unreadable",
  title: "The policy file cannot be read",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Nothing was checked.",
  fix: "Let the input policyFile name a regular file in the repository that the agent may read.",
  needs: [],
  judge: (_seen, { policyFile, options, policyDomain }) => {
    if (policyFile.status !== "failed") return [];
    /* c8 ignore next -- a file that is unreadable was looked for by name */
    const path = (options.policyFile ?? "").replaceAll("{domain}", policyDomain);
    const { code, message } = policyFile.error;
    return [
      {
        message: `the policy file ${quote(path)} cannot be read: ${REASONS[code] ?? quote(message)} (${code})`,
      },
    ];
  },
});
