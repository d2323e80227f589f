import { mxLines } from "../mta-sts/judged-lines";
import { isExampleName, isPlaceholderName } from "../mta-sts/placeholder-names";
import type { PolicyText } from "../mta-sts/policy";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { appliedMxLines } from "./legal-mx-lines";
import { byRun } from "./line-places";

export const policyMxPlaceholder = defineCheck({
  id: "policy-mx-placeholder",
  title: "Placeholder left in an mx pattern",
  severity: "error",
  area: "policyText",
  citation: {
    practice: "names that stand for a name to be filled in, those of RFC 2606 among them",
  },
  why: 'A template was not filled in: the pattern covers none of the domain\'s MX hosts, so under enforce mail to them is refused. "." is no pattern at all and spoils the whole text.',
  fix: "Write the names of the domain's own MX hosts.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, { policyDomain }) => [
    ...noHosts(text),
    ...placeholders(text, policyDomain),
  ],
});

/** True for the value `.`, the target of the null MX record, left by templates. */
export function isNoHost(value: string): boolean {
  return value === ".";
}

function noHosts(text: PolicyText): readonly Finding[] {
  const lines = mxLines(text).filter(({ value }) => isNoHost(value));
  return byRun(lines.map(({ line }) => line)).map(({ first, likewise }) => ({
    message: `mx value "." is no host name, expected an MX host of the domain${likewise}`,
    line: first.number,
    column: first.field.valueColumn,
    fix: 'Write the names of the MX hosts; a domain without mail needs no policy, or "mode: none" without mx',
  }));
}

function placeholders(text: PolicyText, policyDomain: string): readonly Finding[] {
  const isLab = isExampleName(policyDomain) || isPlaceholderName(policyDomain);
  if (isLab) return [];
  const lines = appliedMxLines(text).filter(
    ({ pattern: { base } }) =>
      base.includes(".") && (isPlaceholderName(base) || isExampleName(base)),
  );
  return byRun(lines).map(({ first, likewise }) => ({
    message: `mx pattern ${quote(first.pattern.text)} looks like a placeholder, expected an MX host of the domain${likewise}`,
    line: first.number,
    column: first.column,
    // Without a Policy Domain the text may be that of a lab.
    severity: policyDomain === "" && isExampleName(first.pattern.base) ? "note" : "warning",
  }));
}
