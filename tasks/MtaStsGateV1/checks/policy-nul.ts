import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyNul = defineCheck({
  id: "policy-nul",
  title: "NUL octet in the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `No control character is allowed in a policy, and some senders stop reading at a NUL. ${VOID_POLICY}`,
  fix: "Remove the NUL octets: save the file as plain text in UTF-8.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = text.lines[(text.encoding.nulLine ?? 0) - 1];
    if (text.kind !== "policy" || line === undefined) return [];
    const message = `line ${line.number} holds a NUL octet: ${quote(line.text)}`;
    return [{ message, line: line.number, column: line.text.indexOf("\0") + 1 }];
  },
});
