// What the provider-* checks share: what the policy covers of a provider's MX hosts, and how a message names them.
import type { Deployment } from "../deployment";
import { mxPatternMatches } from "../mta-sts/mx-pattern";
import type { PolicyText } from "../mta-sts/policy";
import { canBeSame, isNearProvider, nameOf } from "../mta-sts/provider-match";
import { MAIL_PROVIDERS, type MailProvider } from "../mta-sts/providers";
import { quote } from "../quote";
import type { Severity } from "./check";
import { enumeration } from "./enumeration";
import { appliedMxLines, type LegalMxLine } from "./legal-mx-lines";
import { asOneGroup, type LineGroup } from "./line-places";

/** MX hosts of now and those planned; undefined where the MX records are not known. */
export function knownMxHosts({ mx, options }: Deployment): readonly string[] | undefined {
  if (mx.status !== "found") return undefined;
  return [...mx.value.map(({ host }) => host), ...options.plannedMx].filter((host) => host !== "");
}

/** Those of the hosts that no line covers. */
export function uncovered(
  hosts: readonly string[],
  lines: readonly LegalMxLine[],
): readonly string[] {
  return hosts.filter((host) => !lines.some(({ pattern }) => mxPatternMatches(pattern, host)));
}

/**
 * How much a pattern weighs that matches no MX host of a provider: a warning where it may be the reason why mail to
 * the hosts meant is refused, a note where the other lines cover them.
 * @param meant names of the provider's hosts that the pattern was probably written for
 */
export function severityOfUseless(
  meant: readonly string[],
  lines: readonly LegalMxLine[],
  deployment: Deployment,
): Severity {
  const isMeant = (name: string) => meant.some((host) => canBeSame(host, name));
  const hosts = knownMxHosts(deployment);
  const isCause =
    hosts === undefined
      ? !lines.some(({ pattern }) => isMeant(nameOf(pattern)))
      : uncovered(hosts, lines).some(isMeant);
  return isCause ? "warning" : "note";
}

/** True where an MX host of the domain is covered by this very line, whatever is known of the provider. */
export function isInUse({ pattern }: LegalMxLine, deployment: Deployment): boolean {
  return (knownMxHosts(deployment) ?? []).some((host) => mxPatternMatches(pattern, host));
}

/** The lines whose patterns end in a domain of a mail provider, in the order of the text; none in mode none. */
export function providerLines(text: PolicyText): readonly LegalMxLine[] {
  return appliedMxLines(text).filter(({ pattern }) => isNearProvider(pattern));
}

/** Lines that are told as one, with the provider's hosts that they concern. */
export interface ProviderCase {
  readonly provider: MailProvider;
  readonly hosts: readonly string[];
  readonly group: LineGroup<LegalMxLine>;
}

/**
 * The lines that concern hosts of a provider, those with the same hosts as one case.
 * @param concerned the hosts; none: the line is not told
 */
export function providerCases(
  lines: readonly LegalMxLine[],
  concerned: (line: LegalMxLine, provider: MailProvider) => readonly string[],
): readonly ProviderCase[] {
  return MAIL_PROVIDERS.flatMap((provider) => {
    const cases = new Map<string, { hosts: readonly string[]; lines: LegalMxLine[] }>();
    for (const line of lines) {
      const hosts = concerned(line, provider);
      const key = hosts.join();
      if (!cases.has(key)) cases.set(key, { hosts, lines: [] });
      cases.get(key)?.lines.push(line);
    }
    cases.delete("");
    return Array.from(cases.values(), (one) => ({
      provider,
      hosts: one.hosts,
      group: asOneGroup(one.lines),
    })).filter((one): one is ProviderCase => one.group !== undefined);
  });
}

/** Names as DNS shows them; for a kind of host with `*`, an example. */
export function shownHosts(provider: MailProvider, hosts: readonly string[]): string {
  const examples = provider.mx
    .filter((set) => set.example !== undefined && set.hosts.some((host) => hosts.includes(host)))
    .flatMap(({ example = "" }) => `such as ${example}`);
  return enumeration([...hosts.filter((host) => !host.includes("*")), ...examples]);
}

/** The fix that names what to write for hosts of the provider. */
export function writeFor(provider: MailProvider, hosts: readonly string[]): string {
  const set = provider.mx.find((kind) => kind.hosts.some((host) => hosts.includes(host)));
  const names = set === undefined || set.patterns.length === 0 ? [] : set.patterns;
  const lines = enumeration(names.map((name) => quote(`mx: ${name}`)));
  return names.length === 0
    ? /* c8 ignore next -- every provider has a set of hosts */
      `Write the full name of the MX host as DNS has it, such as ${quote(`mx: ${set?.example ?? ""}`)}`
    : `Write ${lines}, or each MX host by the full name that DNS has`;
}
