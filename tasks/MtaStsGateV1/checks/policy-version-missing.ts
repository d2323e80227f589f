import { defineCheck } from "./check";
import { missingField } from "./missing-field";
import { VOID_POLICY } from "./policy-phrases";

const FIX = 'Add the line "version: STSv1"';

export const policyVersionMissing = defineCheck({
  id: "policy-version-missing",
  title: "No version field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `The field says by which rules the text is read. ${VOID_POLICY}`,
  fix: `${FIX}.`,
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => missingField(text, "version", FIX),
});
