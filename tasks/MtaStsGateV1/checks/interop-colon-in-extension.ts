import { quote } from "../quote";
import { defineCheck } from "./check";
import { extensionLines, hasColon } from "./extension-lines";
import { asOneGroup } from "./line-places";

export const interopColonInExtension = defineCheck({
  id: "interop-colon-in-extension",
  title: "Colon in the value of an extension field",
  severity: "note",
  area: "policyText",
  citation: { practice: "maddy; RFC 8461 section 3.2 allows a colon in the value" },
  why: "maddy, which uses go-mtasts, splits a line at every colon and drops the whole policy where one has two. The checkers checkdmarc and MailCheck stumble over such a line as well.",
  fix: "Remove the line: no sender reads it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const group = asOneGroup(extensionLines(text).filter(hasColon));
    if (group === undefined) return [];
    const { field, number } = group.first;
    return [
      {
        message: `the value of ${quote(field.name)} has a colon, ${quote(field.value)}, and maddy drops the policy for it${group.likewise}`,
        line: number,
        column: field.valueColumn + field.value.indexOf(":"),
      },
    ];
  },
});
