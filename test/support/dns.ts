// DNS servers and resolvers on loopback that the test's own afterEach closes.

import type { Fault } from "../../sandbox/internet/dns-faults";
import { type DnsServer, startDnsServer } from "../../sandbox/internet/dns-server";
import type { Role, Zones } from "../../sandbox/internet/dns-zones";
import type { Resolver, ResolverSettings } from "../../tasks/MtaStsGateV1/evidence/dns";
import { createResolver } from "../../tasks/MtaStsGateV1/evidence/dns";
import type { Patience } from "../../tasks/MtaStsGateV1/evidence/dns-patience";
import type { Observation } from "../../tasks/MtaStsGateV1/evidence/types";

/** Long enough for a busy machine: for answers that come. */
export const CALM: Patience = { tries: [5, 5, 5], tcp: 5, pause: 0.01, limit: 15 };

/** Short: for answers that never come. */
export const HASTY: Patience = { tries: [0.05, 0.05], tcp: 0.05, pause: 0.01, limit: 1 };

/** For answers that never come, beside others that do. */
export const BRISK: Patience = { tries: [0.1, 0.3], tcp: 0.1, pause: 0.01, limit: 2 };

/** Servers and resolvers of one test file; call `closeAll` after each test. */
export function dnsStage() {
  const open: { close(): unknown }[] = [];
  return {
    async server(zones: Zones, role: Role = "resolver", faults: readonly Fault[] = []) {
      const server = await startDnsServer({ zones, role, faults });
      open.push(server);
      return server;
    },
    resolver(servers: readonly DnsServer[], settings: Partial<ResolverSettings> = {}): Resolver {
      const patience = { resolver: CALM, discovery: CALM, nameServer: CALM };
      const resolver = createResolver({ servers, connectTo: [], patience, ...settings });
      open.push(resolver);
      return resolver;
    },
    async closeAll() {
      await Promise.all(open.splice(0).map((one) => one.close()));
    },
  };
}

/** The value of a found observation. */
export function found<T>(observation: Observation<T>): T {
  if (observation.status !== "found") throw new Error(JSON.stringify(observation));
  return observation.value;
}

/** `found`, or status and code: `absent NXDOMAIN`, `failed TIMEOUT`, `skipped`. */
export function told(observation: Observation<unknown>): string {
  if (observation.status === "absent") return `absent ${observation.code}`;
  return observation.status === "failed" ? `failed ${observation.error.code}` : observation.status;
}
