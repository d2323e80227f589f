import { defineCheck } from "./check";
import { missingField } from "./missing-field";
import { VOID_POLICY } from "./policy-phrases";

const FIX = 'Add the line "max_age: 604800" (seconds; one week), in mode none as well';

export const policyMaxAgeMissing = defineCheck({
  id: "policy-max-age-missing",
  title: "No max_age field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Without a lifetime a sender cannot keep the policy. ${VOID_POLICY}`,
  fix: `${FIX}.`,
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => missingField(text, "max_age", FIX),
});
