import { canBeSame, labelsAbove, mxHostsOf, nameOf } from "../mta-sts/provider-match";
import type { MailProvider } from "../mta-sts/providers";
import { quote } from "../quote";
import { defineCheck } from "./check";
import type { LegalMxLine } from "./legal-mx-lines";
import { isInUse, providerCases, providerLines, severityOfUseless } from "./provider-hosts";

export const providerOutboundHost = defineCheck({
  id: "provider-outbound-host",
  title: "Host of the provider that is no MX host",
  severity: "warning",
  area: "policyText",
  citation: { practice: "the hosts of mail providers, as docs/providers.md lists them" },
  why: "A policy is about mail that the domain receives. Hosts through which users or the provider send mail, or read it, stand in no MX record, so such a line covers nothing.",
  fix: "Remove the line, and write the hosts that the domain's MX records name.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, deployment) => {
    const lines = providerLines(text);
    const told = lines.filter((line) => !isInUse(line, deployment));
    return providerCases(told, otherHosts).map(({ provider, group }) => ({
      message: `mx pattern ${quote(group.first.pattern.text)} stands for no MX host: at ${provider.name} the name is for sending or reading mail, expected a host of the domain's MX records${group.likewise}`,
      line: group.first.number,
      column: group.first.column,
      severity: severityOfUseless(mxHostsOf(provider), lines, deployment),
    }));
  },
});

function otherHosts({ pattern }: LegalMxLine, provider: MailProvider): readonly string[] {
  // A wildcard over MX hosts as well, at whatever depth, was meant for those.
  const isOverMx = mxHostsOf(provider).some(
    (host) => labelsAbove(host, pattern.base) !== undefined,
  );
  return isOverMx ? [] : provider.otherHosts.filter((host) => canBeSame(host, nameOf(pattern)));
}
