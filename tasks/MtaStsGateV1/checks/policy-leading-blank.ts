import { linesWith } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";
import { asOneGroup } from "./line-places";
import { VOID_POLICY } from "./policy-phrases";

export const policyLeadingBlank = defineCheck({
  id: "policy-leading-blank",
  title: "Indented line",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A field name starts its line; listings in web pages are often copied with their indentation. ${VOID_POLICY}`,
  fix: "Remove the blanks at the start of the lines.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const group = asOneGroup(linesWith(text, "leading-blank"));
    if (group === undefined) return [];
    const { first, place, isOne } = group;
    const message = `${place} ${isOne ? "starts" : "start"} with blanks, expected the field name in column 1`;
    return [{ message, line: first.number, column: 1 }];
  },
});
