import type { Deployment } from "../deployment";
import { canBeSame, labelsAbove, mxHostsOf, nameOf } from "../mta-sts/provider-match";
import type { MailProvider } from "../mta-sts/providers";
import { quote } from "../quote";
import { defineCheck, type Finding, type Severity } from "./check";
import type { LegalMxLine } from "./legal-mx-lines";
import {
  isInUse,
  knownMxHosts,
  type ProviderCase,
  providerCases,
  providerLines,
  severityOfUseless,
  shownHosts,
  uncovered,
  writeFor,
} from "./provider-hosts";

export const providerWildcardDepth = defineCheck({
  id: "provider-wildcard-depth",
  title: "Wildcard at another depth than the provider's MX hosts",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "4.1" },
  why: "A wildcard stands for exactly one label: *.google.com matches smtp.google.com, but not aspmx.l.google.com. Under enforce, mail to a host that no pattern matches is refused.",
  fix: "Put the wildcard right before the part that the hosts share, or write each MX host by its full name.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, deployment) => {
    const lines = providerLines(text);
    return providerCases(lines, displacedHosts).flatMap((one) => findingOf(one, lines, deployment));
  },
});

/** MX hosts of the provider that end as the wildcard does, but with no label or with several before it. */
export function displacedHosts(
  { pattern }: LegalMxLine,
  provider: MailProvider,
): readonly string[] {
  // A wildcard over a top-level domain has a check of its own.
  if (!pattern.wildcard || !pattern.base.includes(".")) return [];
  return mxHostsOf(provider).filter((host) => {
    const above = labelsAbove(host, pattern.base);
    return above !== undefined && above !== 1;
  });
}

function findingOf(
  one: ProviderCase,
  lines: readonly LegalMxLine[],
  deployment: Deployment,
): readonly Finding[] {
  const { provider, hosts, group } = one;
  const { first, likewise } = group;
  const matched = mxHostsOf(provider).filter((host) => canBeSame(host, nameOf(first.pattern)));
  const severity =
    matched.length === 0
      ? severityWithoutMatch(one, lines, deployment)
      : severityWithMatch(one, lines, deployment);
  if (severity === undefined) return [];
  const missed = shownHosts(provider, hosts);
  const matches =
    matched.length === 0
      ? `matches no MX host of ${provider.name} (${missed})`
      : `matches ${shownHosts(provider, matched)}, but not ${missed} of ${provider.name}`;
  return [
    {
      message: `mx pattern ${quote(first.pattern.text)} ${matches}: a wildcard stands for exactly one label${likewise}`,
      line: first.number,
      column: first.column,
      severity,
      fix: writeFor(provider, hosts),
    },
  ];
}

function severityWithoutMatch(
  { hosts, group }: ProviderCase,
  lines: readonly LegalMxLine[],
  deployment: Deployment,
): Severity | undefined {
  return isInUse(group.first, deployment) ? undefined : severityOfUseless(hosts, lines, deployment);
}

function severityWithMatch(
  { provider, hosts }: ProviderCase,
  lines: readonly LegalMxLine[],
  deployment: Deployment,
): Severity | undefined {
  const known = knownMxHosts(deployment);
  if (known !== undefined) {
    const isMissed = (host: string) => hosts.some((name) => canBeSame(name, host));
    return uncovered(known, lines).some(isMissed) ? "warning" : undefined;
  }
  // It may well be meant for what it matches: a doubt only while hosts of the most common kind are not covered.
  /* c8 ignore next -- every provider has a set of hosts */
  const common = provider.mx[0]?.hosts ?? [];
  return uncovered(common, lines).some((host) => hosts.includes(host)) ? "note" : undefined;
}
