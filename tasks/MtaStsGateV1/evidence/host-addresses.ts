// The addresses of a host as senders meet them, whatever the agent's own resolver makes of the name.
import { isInternalAddress } from "./addresses";
import type { Resolver } from "./dns";
import { heardNameServers, hostAddresses } from "./effective-answer";
import type { HostAddresses, Observation } from "./types";

/** What is known of the addresses of a host. */
export interface AddressSight {
  readonly addresses: HostAddresses;
  /** The addresses that senders meet. */
  readonly known: Observation<readonly string[]>;
}

/**
 * Looks up A and AAAA. An internal address may be the fault of a split resolver, so then the name servers are asked as
 * well, and what they say is what the world sees.
 */
export async function findAddresses(host: string, resolver: Resolver): Promise<AddressSight> {
  const ask = async (nameServers: "always" | "fallback") => {
    const [a, aaaa] = await Promise.all([
      resolver.lookup("A", host, { nameServers }),
      resolver.lookup("AAAA", host, { nameServers }),
    ]);
    return { a, aaaa };
  };
  const first = await ask("fallback");
  const known = hostAddresses(first);
  const internal = known.status !== "found" ? [] : known.value.filter(isInternalAddress);
  if (internal.length === 0) return { addresses: { ...first, splitFrom: [] }, known };
  const second = await ask("always");
  const world = nameServerAddresses(second);
  const splitFrom =
    world.length === 0 ? [] : internal.filter((address) => !world.includes(address));
  return {
    addresses: { ...second, splitFrom },
    known: world.length === 0 ? known : { status: "found", value: world },
  };
}

function nameServerAddresses({ a, aaaa }: Pick<HostAddresses, "a" | "aaaa">): readonly string[] {
  const all = [a, aaaa].flatMap((lookup) =>
    heardNameServers(lookup).flatMap(({ answer }) =>
      answer.status === "found" ? answer.value.records : [],
    ),
  );
  return [...new Set(all)];
}
