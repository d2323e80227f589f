import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyRtf = defineCheck({
  id: "policy-rtf",
  title: "RTF instead of plain text",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A word processor wrote its own markup into the file. ${VOID_POLICY}`,
  fix: "Save the policy as plain text (in TextEdit: Format, Make Plain Text).",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    text.kind === "rtf"
      ? [
          {
            /* c8 ignore next -- RTF is known by its first line */
            message: `the text is RTF, it starts with ${quote(text.lines[0]?.text ?? "", 40)}, expected plain text`,
            line: 1,
            column: 1,
          },
        ]
      : [],
});
