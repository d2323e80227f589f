import { isMissing, meantMode, nearLines } from "../mta-sts/near-lines";
import { FIELD_NAMES } from "../mta-sts/policy";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { byRun } from "./line-places";

export const policyFieldName = defineCheck({
  id: "policy-field-name",
  title: "Field name that looks mistyped",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders ignore fields that they do not know, and names are case-sensitive: what this line says counts for nothing, or for something else with a sender that is careless about names.",
  fix: "Write the registered name (version, mode, mx, max_age), or remove the line.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const isWithdrawal = meantMode(text) === "none";
    const missing = FIELD_NAMES.filter((name) => isMissing(text, name));
    // A missing field tells of its near miss itself.
    const lines = nearLines(text)
      .filter(({ near }) => near.isSure && !missing.includes(near.field))
      .filter(({ near }) => near.field !== "mx" || !isWithdrawal)
      .map(({ line, near }) => ({ ...line, near }));
    return byRun(lines).map(({ first, likewise }) => ({
      message: `field ${quote(first.field.name)} looks like "${first.near.field}", but senders do not know it and ignore it${likewise}`,
      line: first.number,
      column: first.field.nameColumn,
      fix: `Remove the line, or write ${quote(first.near.field)} where its value is meant`,
    }));
  },
});
