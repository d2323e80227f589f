// Addresses that no sender on the internet can reach, and that the agent must not be led to.
import { BlockList, isIP } from "node:net";

// IANA IPv4 special-purpose registry (RFC 6890) and the multicast space. The documentation blocks are left out: they
// are reached by nobody, and test worlds use them.
const IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], // "this network", unspecified
  ["10.0.0.0", 8], // private (RFC 1918)
  ["100.64.0.0", 10], // carrier-grade NAT (RFC 6598)
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local, also the metadata service of clouds
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // IETF protocol assignments
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarking (RFC 2544)
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, limited broadcast
];

// IANA IPv6 special-purpose registry (RFC 6890) and the multicast space.
const IPV6: readonly (readonly [string, number])[] = [
  ["::", 128], // unspecified
  ["::1", 128], // loopback
  ["64:ff9b:1::", 48], // local NAT64 (RFC 8215)
  ["100::", 64], // discard-only (RFC 6666)
  ["fc00::", 7], // unique local (RFC 4193)
  ["fe80::", 10], // link-local
  ["fec0::", 10], // site-local, deprecated
  ["ff00::", 8], // multicast
];

// Forms of IPv6 that carry an IPv4 address behind 96 bits: mapped, NAT64 (RFC 6052), compatible (deprecated).
const CARRIERS = ["::ffff:", "64:ff9b::", "::"];

const internal = new BlockList();
for (const [network, prefix] of IPV4) {
  internal.addSubnet(network, prefix, "ipv4");
  for (const carrier of CARRIERS) internal.addSubnet(carrier + network, 96 + prefix, "ipv6");
  // 6to4 (RFC 3056) carries the IPv4 address behind 16 bits.
  internal.addSubnet(`2002:${asGroups(network)}::`, 16 + prefix, "ipv6");
}
for (const [network, prefix] of IPV6) internal.addSubnet(network, prefix, "ipv6");

function asGroups(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/**
 * True for an address of private, loopback, link-local, shared, multicast or reserved space (RFC 6890 and its
 * registries), in IPv6 also where it carries such an IPv4 address. A zone index (`%eth0`) is passed over.
 * @throws TypeError where the text is no IP address
 */
export function isInternalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/s, "");
  const family = isIP(bare);
  if (family === 0) throw new TypeError("not an IP address");
  return internal.check(bare, family === 4 ? "ipv4" : "ipv6");
}
