import { mxPatternMatches } from "../mta-sts/mx-pattern";
import { mxHostsOf } from "../mta-sts/provider-match";
import { MAIL_PROVIDERS, type MailProvider, type MxHostSet } from "../mta-sts/providers";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { enumeration } from "./enumeration";
import type { LegalMxLine } from "./legal-mx-lines";
import { knownMxHosts, providerLines, uncovered } from "./provider-hosts";
import { displacedHosts } from "./provider-wildcard-depth";

export const providerHostsForgotten = defineCheck({
  id: "provider-hosts-forgotten",
  title: "Some of the provider's MX hosts are not covered",
  severity: "note",
  area: "policyText",
  citation: { practice: "the MX hosts of mail providers, as docs/providers.md lists them" },
  why: "The MX records are not known here, and the provider gives its customers more hosts than the policy covers. Under enforce, mail to a host that no pattern matches is refused, often only when the first host is down.",
  fix: "Compare the policy with the MX records of the domain; stage pullRequest does.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, deployment) => {
    // Where DNS is known, mx-not-covered says exactly what is missing.
    if (knownMxHosts(deployment) !== undefined) return [];
    const lines = providerLines(text);
    return MAIL_PROVIDERS.flatMap((provider) => findingOf(provider, lines));
  },
});

function findingOf(provider: MailProvider, lines: readonly LegalMxLine[]): readonly Finding[] {
  const isCovered = (host: string) => uncovered([host], lines).length === 0;
  const named = mxHostsOf(provider).filter((host) => !host.includes("*") && isCovered(host));
  const complete = provider.mx.filter(({ hosts }) => hosts.every(isCovered));
  const isExplained = named.every((host) => complete.some(({ hosts }) => hosts.includes(host)));
  const set = isExplained ? undefined : nearestSet(provider, named);
  const missing = set?.hosts.filter((host) => !named.includes(host)) ?? [];
  const line = lines.find(({ pattern }) =>
    set?.hosts.some((host) => mxPatternMatches(pattern, host)),
  );
  const isTold = lines.some((l) =>
    displacedHosts(l, provider).some((host) => missing.includes(host)),
  );
  if (set === undefined || line === undefined || isTold) return [];
  return [
    {
      message: `the policy covers ${set.hosts.length - missing.length} of the ${set.hosts.length} MX hosts of ${provider.name}, not ${enumeration(missing)}`,
      line: line.number,
      column: line.column,
      fix: `Add ${enumeration(missing.map((host) => quote(`mx: ${host}`)))}, unless the domain has no such MX records`,
    },
  ];
}

/** The kind of hosts of which the policy names some and forgets fewest. */
function nearestSet({ mx }: MailProvider, named: readonly string[]): MxHostSet | undefined {
  const forgotten = ({ hosts }: MxHostSet) => hosts.filter((host) => !named.includes(host)).length;
  return mx
    .filter((set) => set.hosts.some((host) => named.includes(host)) && forgotten(set) > 0)
    .sort((a, b) => forgotten(a) - forgotten(b))[0];
}
