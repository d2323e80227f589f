// The addresses of a host as senders meet them, whatever the agent's own resolver makes of the name.
import { isInternalAddress } from "./addresses";
import type { Resolver } from "./dns";
import { RESOLVER_PATIENCE } from "./dns-patience";
import { heardNameServers, hostAddresses } from "./effective-answer";
import type { HostAddresses, Lookup, Observation } from "./types";

/** What is known of the addresses of a host. */
export interface AddressSight {
  readonly addresses: HostAddresses;
  /** The addresses that senders meet. */
  readonly known: Observation<readonly string[]>;
  /** Seconds that the look-up took, without what its questions waited for their turn. */
  readonly seconds: number;
}

/**
 * Looks up A and AAAA. An internal address may be the fault of a split resolver, and a no may be an old one that the
 * resolver remembers, for one from an earlier run of ours. Then the name servers are asked as well, and what they say is
 * what the world sees.
 */
export async function findAddresses(host: string, resolver: Resolver): Promise<AddressSight> {
  const ask = async (nameServers: "always" | "fallback") => {
    const [a, aaaa] = await Promise.all([
      resolver.lookup("A", host, { nameServers }),
      resolver.lookup("AAAA", host, { nameServers }),
    ]);
    return { a, aaaa };
  };
  const startedAt = performance.now();
  const took = (...lookups: readonly Lookup<string>[]) =>
    Math.min((performance.now() - startedAt) / 1000, Math.max(0, ...lookups.map(answerSeconds)));
  const first = await ask("fallback");
  const known = hostAddresses(first);
  const internal = known.status !== "found" ? [] : known.value.filter(isInternalAddress);
  if (known.status !== "absent" && internal.length === 0) {
    const seconds = took(first.a, first.aaaa);
    return { addresses: { ...first, splitFrom: [] }, known, seconds };
  }
  const second = await ask("always");
  const world = nameServerAddresses(second);
  const splitFrom =
    world.length === 0 ? [] : internal.filter((address) => !world.includes(address));
  return {
    addresses: { ...second, splitFrom },
    known: world.length === 0 ? known : { status: "found", value: world },
    seconds: took(first.a, first.aaaa),
  };
}

/** Of a no nobody keeps the time; one that could not be had took as long as patience lasts. */
function answerSeconds({ resolver }: Lookup<string>): number {
  if (resolver.status === "failed") return RESOLVER_PATIENCE.limit;
  return resolver.status === "found" ? resolver.value.seconds : 0;
}

function nameServerAddresses({ a, aaaa }: Pick<HostAddresses, "a" | "aaaa">): readonly string[] {
  const all = [a, aaaa].flatMap((lookup) =>
    heardNameServers(lookup)
      .flatMap(({ answer }) => (answer.status === "found" ? answer.value.records : []))
      .sort(),
  );
  return [...new Set(all)];
}
