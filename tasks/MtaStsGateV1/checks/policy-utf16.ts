import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyUtf16 = defineCheck({
  id: "policy-utf16",
  title: "Policy in UTF-16",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `The grammar of a policy is ASCII and UTF-8; in UTF-16 every second octet is NUL. ${VOID_POLICY}`,
  fix: 'Save the file as UTF-8 without a byte order mark (Windows PowerShell writes UTF-16 with ">" and "Out-File": use "Set-Content -Encoding ascii").',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    text.encoding.utf16 === undefined
      ? []
      : [{ message: `the text is ${text.encoding.utf16}, expected UTF-8`, line: 1, column: 1 }],
});
