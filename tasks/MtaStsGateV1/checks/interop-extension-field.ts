import { quote } from "../quote";
import { defineCheck } from "./check";
import { extensionLines, hasColon } from "./extension-lines";
import { asOneGroup } from "./line-places";

export const interopExtensionField = defineCheck({
  id: "interop-extension-field",
  title: "Field that no sender knows",
  severity: "note",
  area: "policyText",
  citation: { practice: "checkdmarc, MailCheck; RFC 8461 section 3.2 has senders ignore it" },
  why: "Senders ignore the line. The checkers checkdmarc and MailCheck call it an error, so whoever tests the domain with them is told that the policy is broken.",
  fix: "Remove the line; notes are better kept beside the policy.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    // A colon in the value weighs more and is told by itself.
    const group = asOneGroup(extensionLines(text).filter((line) => !hasColon(line)));
    if (group === undefined) return [];
    const { field, number } = group.first;
    return [
      {
        message: `senders ignore the field ${quote(field.name)}, checkdmarc and MailCheck call it an error${group.likewise}`,
        line: number,
        column: field.nameColumn,
      },
    ];
  },
});
