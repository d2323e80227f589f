// Which of the answers to one question counts, and which addresses follow from it. Pure.
import type { Answer, Lookup, MxRecord, NameServerAnswer, Observation } from "./types";

/** Name servers that gave a usable answer with authority, positive or negative. */
export function heardNameServers<T>(lookup: Lookup<T>): readonly NameServerAnswer<T>[] {
  return lookup.nameServers.status === "found"
    ? lookup.nameServers.value.filter(({ answer }) => isHeard(answer) && hasAuthority(answer))
    : [];
}

/**
 * False for records without the AA bit: of a server that does not serve the zone, or of something on the way that
 * answers in its place. After an alias the bit speaks of another zone's answer, so there it is not asked for.
 */
export function hasAuthority<T>(answer: Observation<Answer<T>>): boolean {
  return answer.status !== "found" || answer.value.authoritative || answer.value.chain.length > 0;
}

function isHeard<T>(answer: Observation<T>): boolean {
  return answer.status === "found" || answer.status === "absent";
}

/** The answer of the authoritative servers where one was heard, records before a no; else the resolver's. */
export function authoritativeAnswer<T>(lookup: Lookup<T>): Observation<Answer<T>> {
  const heard = heardNameServers(lookup);
  const first = heard.find(({ answer }) => answer.status === "found") ?? heard[0];
  return first?.answer ?? lookup.resolver;
}

/** The MX records that any authoritative server gives, each once; the resolver's where none was heard. */
export function mxRecords(lookup: Lookup<MxRecord>): Observation<readonly MxRecord[]> {
  const answer = authoritativeAnswer(lookup);
  if (answer.status !== "found") return answer;
  const others = heardNameServers(lookup).flatMap((server) =>
    server.answer.status === "found" ? server.answer.value.records : [],
  );
  const all = new Map<string, MxRecord>();
  for (const record of [...answer.value.records, ...others]) {
    all.set(`${record.preference} ${record.exchange}`, record);
  }
  return { status: "found", value: [...all.values()] };
}

/** The resolver's answer, as most senders get it; where it failed, what an authoritative server says. */
export function effectiveAnswer<T>(lookup: Lookup<T>): Observation<Answer<T>> {
  return isHeard(lookup.resolver) ? lookup.resolver : authoritativeAnswer(lookup);
}

/**
 * The addresses of a host from its A and AAAA answers, IPv4 first and each kind sorted: resolvers rotate them, and the
 * verdict must not turn with them. absent only where both are; a failed one of the two leaves the other's addresses,
 * and without any the host is unknown.
 */
export function hostAddresses(host: {
  readonly a: Lookup<string>;
  readonly aaaa: Lookup<string>;
}): Observation<readonly string[]> {
  const a = effectiveAnswer(host.a);
  const aaaa = effectiveAnswer(host.aaaa);
  const addresses = [a, aaaa].flatMap((o) =>
    o.status === "found" ? [...o.value.records].sort() : [],
  );
  if (addresses.length > 0) return { status: "found", value: addresses };
  if (a.status === "failed" || a.status === "skipped") return a;
  if (aaaa.status === "failed" || aaaa.status === "skipped") return aaaa;
  // NXDOMAIN speaks of the name, so it holds for both types: a server that says it for one only is not believed twice.
  return a.status === "absent" ? a : (aaaa as Observation<readonly string[]>);
}
