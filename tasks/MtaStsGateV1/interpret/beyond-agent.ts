// What this agent's own network cannot reach says nothing of the host. Pure.
import type { ProbeError } from "../evidence/types";

/** Codes of an address family that the agent itself cannot reach. */
const UNREACHABLE_FAMILY = new Set([
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "EAFNOSUPPORT",
]);

/** True where an agent without IPv6 tried an IPv6 address: no fault of the host. */
export function isBeyondAgent(exchange: {
  readonly address: string;
  readonly failure?: ProbeError;
}): boolean {
  const { address, failure } = exchange;
  return address.includes(":") && failure !== undefined && UNREACHABLE_FAMILY.has(failure.code);
}
