import { quote } from "../quote";
import { defineCheck } from "./check";
import { appliedMxLines } from "./legal-mx-lines";
import { byRun } from "./line-places";

export const policyMxSingleLabel = defineCheck({
  id: "policy-mx-single-label",
  title: "mx pattern of a single label",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "4.1" },
  why: "MX records give full names, and no public certificate names a host without a domain: such a pattern covers no MX host, and mail to it is refused under enforce.",
  fix: "Write the full name of the MX host.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const lines = appliedMxLines(text).filter(
      ({ pattern }) => !pattern.wildcard && !pattern.base.includes("."),
    );
    return byRun(lines).map(({ first, likewise }) => ({
      message: `mx pattern ${quote(first.pattern.text)} is a single label, expected a full host name such as mail.example.com${likewise}`,
      line: first.number,
      column: first.column,
    }));
  },
});
