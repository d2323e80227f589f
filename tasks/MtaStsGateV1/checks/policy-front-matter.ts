import { isDocumentMark, linesWith } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";
import { byRun } from "./line-places";
import { VOID_POLICY } from "./policy-phrases";

export const policyFrontMatter = defineCheck({
  id: "policy-front-matter",
  title: "Front matter before the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Site generators such as Jekyll remove front matter; a host that serves the file as it is does not. ${VOID_POLICY}`,
  fix: 'Remove the lines from "---" to "---", or publish the output of the site generator and give its path as policyFile.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const lines = linesWith(text, "front-matter", "no-colon").filter(
      (line) => line.defect === "front-matter" || isDocumentMark(line),
    );
    return byRun(lines).map(({ first, place, isOne }) => ({
      message: isOne
        ? `${place} is a document mark of YAML, "---", expected a policy field`
        : `${place} are front matter in YAML, expected policy fields alone`,
      line: first.number,
      column: 1,
    }));
  },
});
