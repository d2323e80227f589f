import { defineCheck } from "./check";
import { missingField } from "./missing-field";
import { VOID_POLICY } from "./policy-phrases";

const FIX =
  'Add the line "mode: testing", or "mode: enforce" once the reports show that all mail passes';

export const policyModeMissing = defineCheck({
  id: "policy-mode-missing",
  title: "No mode field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Without a mode a sender cannot know what to do when a check of the receiving host fails. ${VOID_POLICY}`,
  fix: `${FIX}.`,
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => missingField(text, "mode", FIX),
});
