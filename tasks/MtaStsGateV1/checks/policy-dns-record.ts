import { linesWith, recordVersionAt } from "../mta-sts/judged-lines";
import type { PolicyText } from "../mta-sts/policy";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { byRun } from "./line-places";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyDnsRecord = defineCheck({
  id: "policy-dns-record",
  title: "DNS record instead of a policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `The TXT record belongs into DNS at _mta-sts, the policy into the file; each has its own grammar. ${VOID_POLICY}`,
  fix: "Remove the TXT record from the file: publish it in DNS.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    text.kind === "dns-record" ? [insteadOfPolicy(text)] : insidePolicy(text),
});

function insteadOfPolicy(text: PolicyText) {
  const line = text.lines.find((candidate) => recordVersionAt(candidate) >= 0);
  return {
    /* c8 ignore next -- a text of this kind has such a line */
    message: `the text is a DNS record, ${quote(line?.text.trim() ?? "")}, expected a policy that starts with "version: STSv1"`,
    /* c8 ignore next -- a text of this kind has such a line */
    line: line?.number ?? 1,
    /* c8 ignore next -- a text of this kind has such a line */
    column: (line === undefined ? 0 : recordVersionAt(line)) + 1,
    fix: "Write the policy into this file; the TXT record belongs into DNS",
  };
}

function insidePolicy(text: PolicyText) {
  const hasVersion = text.lines.some(({ field }) => field?.name === "version");
  const lines = linesWith(text, "no-colon", "bad-name").filter(
    (line) => recordVersionAt(line) >= 0,
  );
  return byRun(lines).map(({ first, place }) => ({
    message: `${place}: ${quote(first.text)} is the syntax of the TXT record, expected fields such as "version: STSv1"`,
    line: first.number,
    column: recordVersionAt(first) + 1,
    ...(hasVersion ? {} : { fix: writeLine("version", "STSv1") }),
  }));
}
