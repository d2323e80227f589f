// Which of the answers to one question counts, and which addresses follow from it. Pure.
import type { Answer, Lookup, NameServerAnswer, Observation } from "./types";

/** Name servers that gave a usable answer, positive or negative. */
export function heardNameServers<T>(lookup: Lookup<T>): readonly NameServerAnswer<T>[] {
  return lookup.nameServers.status === "found"
    ? lookup.nameServers.value.filter((server) => isHeard(server.answer))
    : [];
}

function isHeard<T>(answer: Observation<T>): boolean {
  return answer.status === "found" || answer.status === "absent";
}

/** The answer of the authoritative servers where one was heard, else the resolver's. */
export function authoritativeAnswer<T>(lookup: Lookup<T>): Observation<Answer<T>> {
  return heardNameServers(lookup)[0]?.answer ?? lookup.resolver;
}

/** The resolver's answer, as most senders get it; where it failed, what an authoritative server says. */
export function effectiveAnswer<T>(lookup: Lookup<T>): Observation<Answer<T>> {
  return isHeard(lookup.resolver) ? lookup.resolver : authoritativeAnswer(lookup);
}

/**
 * The addresses of a host from its A and AAAA answers, IPv4 first. absent only where both are; a failed one of the
 * two leaves the other's addresses, and without any the host is unknown.
 */
export function hostAddresses(host: {
  readonly a: Lookup<string>;
  readonly aaaa: Lookup<string>;
}): Observation<readonly string[]> {
  const a = effectiveAnswer(host.a);
  const aaaa = effectiveAnswer(host.aaaa);
  const addresses = [a, aaaa].flatMap((o) => (o.status === "found" ? o.value.records : []));
  if (addresses.length > 0) return { status: "found", value: addresses };
  if (a.status === "failed" || a.status === "skipped") return a;
  if (aaaa.status === "failed" || aaaa.status === "skipped") return aaaa;
  // NXDOMAIN speaks of the name, so it holds for both types: a server that says it for one only is not believed twice.
  return a.status === "absent" ? a : (aaaa as Observation<readonly string[]>);
}
