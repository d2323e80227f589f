import type { DissentingAddress } from "../deployment";
import { defineCheck } from "./check";

export const hostAddressDead = defineCheck({
  id: "host-address-dead",
  title: "An address of the policy host gives no answer",
  severity: "warning",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "A sender that goes on to the next address loses time, and one that does not gets no policy.",
  fix: "Repair the server at this address, or remove the address record.",
  needs: ["policyResource"],
  judge: ({ policyResource: { host, dissenting, fetch } }) => {
    const dead = dissenting.filter(({ isDead }) => isDead);
    const all = fetch.exchanges.map(({ address }) => address);
    return dead.map(({ address, says }) => ({
      message: `address ${address} of ${host} gives no answer (${says}): ${whoMeets(address, all, dead)}`,
    }));
  },
});

/** Which senders go to a dead address (RFC 6724: IPv6 comes before IPv4 where a sender has both). */
function whoMeets(
  address: string,
  all: readonly string[],
  dead: readonly DissentingAddress[],
): string {
  const isIPv6 = (one: string) => one.includes(":");
  const family = all.filter((one) => isIPv6(one) === isIPv6(address));
  const isFamilyDead = family.every((one) => dead.some((gone) => gone.address === one));
  if (!isFamilyDead) return `one sender in ${family.length} tries it first`;
  return isIPv6(address)
    ? "every sender with IPv6 tries IPv6 first"
    : "senders without IPv6 reach no other address";
}
