import { isListHead, linesWith } from "../mta-sts/judged-lines";
import { parseMxPattern } from "../mta-sts/mx-pattern";
import type { PolicyText } from "../mta-sts/policy";
import type { PolicyLine } from "../mta-sts/policy-lines";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { byRun, type LineGroup } from "./line-places";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyYamlList = defineCheck({
  id: "policy-yaml-list",
  title: "YAML list in the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A policy is not YAML: it knows no lists, and each MX host has its own field. ${VOID_POLICY}`,
  fix: "Write one line for each entry, each with its own field name and no hyphen before it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    byRun(linesWith(text, "list-item")).map((group) => findingOf(text, group)),
});

function findingOf(text: PolicyText, { first, place, isOne }: LineGroup<PolicyLine>): Finding {
  const above = text.lines[first.number - 2];
  const head = above !== undefined && isListHead(text, above) ? above : undefined;
  const under = head?.field === undefined ? "" : ` under ${quote(`${head.field.name}:`)}`;
  const entry = first.text.replace(/^[ \t]*-[ \t]*/, "").trim();
  const isMx = head?.field?.name === "mx" && parseMxPattern(entry).ok;
  return {
    message: `${place} ${isOne ? "is a list entry" : "are a list"} in YAML${under}, expected one field on each line`,
    line: (head ?? first).number,
    column: 1,
    ...(isMx ? { fix: `${writeLine("mx", entry)}, and one such line for each further host` } : {}),
  };
}
