import { quote } from "../quote";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyInvalidUtf8 = defineCheck({
  id: "policy-invalid-utf8",
  title: "Octets that are not UTF-8",
  severity: "error",
  area: "policyText",
  citation: { rfc: 3629, section: "4" },
  why: `The grammar of a policy admits UTF-8 alone. ${VOID_POLICY}`,
  fix: "Save the file as UTF-8, or keep to ASCII.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = text.lines[(text.encoding.invalidUtf8Line ?? 0) - 1];
    if (text.kind !== "policy" || line === undefined) return [];
    const message = `line ${line.number} holds octets that are not UTF-8: ${quote(line.text)}`;
    return [{ message, line: line.number, column: line.text.indexOf("\ufffd") + 1 }];
  },
});
