import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyBom = defineCheck({
  id: "policy-bom",
  title: "Byte order mark before the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A sender that reads the octets as they are sees an unknown field instead of the first one. ${VOID_POLICY}`,
  fix: 'Save the file as UTF-8 without a byte order mark (in Windows PowerShell: "Set-Content -Encoding ascii").',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    text.kind === "policy" && text.encoding.bom
      ? [
          {
            message:
              "the text starts with a byte order mark (octets EF BB BF), expected a field name at once",
            line: 1,
            column: 1,
          },
        ]
      : [],
});
