import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyHtml = defineCheck({
  id: "policy-html",
  title: "HTML instead of plain text",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A web page stands where the policy should be: often the fallback page of the site. ${VOID_POLICY}`,
  fix: "Put the bare policy there, without any markup.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = text.lines.find(({ defect }) => defect !== "blank");
    if (text.kind !== "html" || line === undefined) return [];
    const message = `the text is HTML, it starts with ${quote(line.text.trim(), 40)}, expected plain text`;
    return [{ message, line: line.number, column: 1 }];
  },
});
