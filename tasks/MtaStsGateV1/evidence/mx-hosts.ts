// Which MX hosts of a domain are probed: those that any server's MX records name, and those that are planned.
import { mxRecords } from "./effective-answer";
import type { SmtpProber } from "./smtp";
import type { Answer, Evidence, Lookup, MxRecord, Observation } from "./types";

/** Foreign text decides how many there are; real domains have some ten. */
const MAX_HOSTS = 32;

/**
 * Begins with the hosts that the resolver gives, while the name servers are still asked: most often that is all of them,
 * and the probe of a host is the longest look-up of all.
 */
export function beginProbes(answer: Observation<Answer<MxRecord>>, prober: SmtpProber): void {
  const records = answer.status === "found" ? answer.value.records : [];
  for (const host of namesIn(records).slice(0, MAX_HOSTS)) void prober.probe(host);
}

/** Probes the MX hosts of a domain, in the order of their preference. Never rejects. */
export async function probeMxHosts(
  mx: Lookup<MxRecord>,
  planned: readonly string[],
  prober: SmtpProber,
): Promise<Evidence["smtp"]> {
  const hosts = hostsOf(mx, planned);
  const probed = hosts.slice(0, MAX_HOSTS).map(async (host) => {
    return [host, await prober.probe(host)] as const;
  });
  // Wanted and not had, unlike what nobody wants to know.
  const error = { code: "NOT_ASKED", message: `only ${MAX_HOSTS} MX hosts of a domain are probed` };
  const beyond = hosts.slice(MAX_HOSTS).map((host) => [host, { status: "failed", error }] as const);
  return Object.fromEntries([...(await Promise.all(probed)), ...beyond]);
}

/** Every MX host as skipped. */
export function skippedMxHosts(
  mx: Lookup<MxRecord>,
  planned: readonly string[],
  reason: string,
): Evidence["smtp"] {
  return Object.fromEntries(
    hostsOf(mx, planned).map((host) => [host, { status: "skipped", reason }] as const),
  );
}

function hostsOf(mx: Lookup<MxRecord>, planned: readonly string[]): readonly string[] {
  const answer = mxRecords(mx);
  return [...new Set([...namesIn(answer.status === "found" ? answer.value : []), ...planned])];
}

function namesIn(records: readonly MxRecord[]): readonly string[] {
  const names = [...records]
    .sort((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1))
    .map(({ exchange }) => exchange);
  // "" is the null MX (RFC 7505), which names no host.
  return [...new Set(names)].filter((host) => host !== "");
}
