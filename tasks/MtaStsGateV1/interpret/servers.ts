// What each authoritative name server says to one question, in words that can be compared and shown. Pure.
import type { ServerSight } from "../deployment";
import { hasAuthority, heardNameServers } from "../evidence/effective-answer";
import type { Answer, Lookup, NameServerAnswer, Observation } from "../evidence/types";

/** The words for an answer; a no has none. */
type Words<T> = (records: readonly T[]) => string;

/** One sight per address of every name server, in their order; none where no server was asked. */
export function readServers<T>(lookup: Lookup<T>, words: Words<T>): readonly ServerSight[] {
  if (lookup.nameServers.status !== "found") return [];
  return lookup.nameServers.value.map((server) => sightOf(server, words));
}

function sightOf<T>({ host, address, answer }: NameServerAnswer<T>, words: Words<T>): ServerSight {
  if (answer.status === "failed") return { host, address, fault: answer.error };
  if (answer.status === "skipped") {
    return { host, address, fault: { code: "INTERNAL_ADDRESS", message: answer.reason } };
  }
  if (!hasAuthority(answer)) {
    const message = "it answers without authority";
    return { host, address, fault: { code: "NOT_AUTHORITATIVE", message } };
  }
  const seconds = answer.status === "found" ? { seconds: answer.value.seconds } : {};
  return { host, address, says: said(answer, words), ...seconds };
}

function said<T>(answer: Observation<Answer<T>>, words: Words<T>): string {
  return answer.status === "found" ? words(answer.value.records) : "no record";
}

/** What the resolver says where that is not what a heard name server says; undefined where it fits one of them. */
export function staleAnswer<T>(
  lookup: Lookup<T>,
  words: Words<T>,
): { readonly says: string; readonly ttl?: number } | undefined {
  const { resolver } = lookup;
  const heard = heardNameServers(lookup).map(({ answer }) => said(answer, words));
  if (heard.length === 0 || (resolver.status !== "found" && resolver.status !== "absent")) {
    return undefined;
  }
  const says = said(resolver, words);
  if (heard.includes(says)) return undefined;
  return resolver.status === "found" ? { says, ttl: resolver.value.ttl } : { says };
}

/** True where the resolver says SERVFAIL to what a name server answers: one that finds DNSSEC broken does so. */
export function isUnresolved<T>(lookup: Lookup<T>): boolean {
  const { resolver } = lookup;
  const isServfail = resolver.status === "failed" && resolver.error.code === "SERVFAIL";
  return isServfail && heardNameServers(lookup).length > 0;
}
