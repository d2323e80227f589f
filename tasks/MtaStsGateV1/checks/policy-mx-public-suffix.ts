import { quote } from "../quote";
import { defineCheck } from "./check";
import { appliedMxLines } from "./legal-mx-lines";
import { byRun } from "./line-places";

export const policyMxPublicSuffix = defineCheck({
  id: "policy-mx-public-suffix",
  title: "Wildcard over a public suffix",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "10.4" },
  why: "Anyone can register a name under a public suffix and get a certificate for it. A wildcard over it allows every such host, so whoever forges the MX answer receives the mail.",
  fix: "Name the MX hosts in full, or put the wildcard over a domain whose names you or your mail provider alone give out.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, _deployment, { isPublicSuffix }) => {
    const lines = appliedMxLines(text).filter(
      ({ pattern }) => pattern.wildcard && isPublicSuffix(pattern.base),
    );
    return byRun(lines).map(({ first, likewise }) => ({
      message: `mx pattern ${quote(first.pattern.text)} allows every name under ${quote(first.pattern.base)}, where strangers can register names, expected a domain of the receiver${likewise}`,
      line: first.number,
      column: first.column,
    }));
  },
});
