import { canBeSame, labelsAbove, mxHostsOf, nameOf } from "../mta-sts/provider-match";
import type { MailProvider } from "../mta-sts/providers";
import { quote } from "../quote";
import { defineCheck } from "./check";
import type { LegalMxLine } from "./legal-mx-lines";
import {
  isInUse,
  providerCases,
  providerLines,
  severityOfUseless,
  shownHosts,
  writeFor,
} from "./provider-hosts";

export const providerBareBase = defineCheck({
  id: "provider-bare-base",
  title: "Domain of the provider instead of its MX hosts",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "4.1" },
  why: "Without a wildcard a pattern matches one name only, and no MX record names this one: the provider's MX hosts have names below it. Under enforce, mail to a host that no pattern matches is refused.",
  fix: "Write the MX hosts by their full names, or a wildcard right before the part that they share.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, deployment) => {
    const lines = providerLines(text);
    const told = lines.filter(
      (line) => !isInUse(line, deployment) && line.pattern.base !== deployment.policyDomain,
    );
    return providerCases(told, hostsBelow).map(({ provider, hosts, group }) => ({
      message: `mx pattern ${quote(group.first.pattern.text)} matches no MX host of ${provider.name} (${shownHosts(provider, hosts)}): without a wildcard it stands for itself only${group.likewise}`,
      line: group.first.number,
      column: group.first.column,
      severity: severityOfUseless(hosts, lines, deployment),
      fix: writeFor(provider, hosts),
    }));
  },
});

function hostsBelow({ pattern }: LegalMxLine, provider: MailProvider): readonly string[] {
  const hosts = mxHostsOf(provider);
  const isHost = [...hosts, ...provider.otherHosts].some((host) =>
    canBeSame(host, nameOf(pattern)),
  );
  // A single label is a matter of its own.
  if (pattern.wildcard || isHost || !pattern.base.includes(".")) return [];
  return hosts.filter((host) => (labelsAbove(host, pattern.base) ?? 0) > 0);
}
