// The resolvers that the agent itself uses.
import { getServers } from "node:dns";
import { isIP } from "node:net";
import type { Endpoint } from "../options";

const DNS_PORT = 53;

/** The agent's own resolvers, in its order. */
export function agentResolvers(): readonly Endpoint[] {
  return getServers().flatMap(parseResolver);
}

/** Reads what `dns.getServers` gives: `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353`. */
export function parseResolver(text: string): readonly Endpoint[] {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return isIP(address) === 0 ? [] : [{ address, port: Number(port ?? DNS_PORT) }];
}
