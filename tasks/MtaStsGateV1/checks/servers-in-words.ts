// Name servers in messages: who says what, and who says nothing.
import type { ServerSight } from "../deployment";
import { quoteName } from "../quote";
import type { Finding } from "./check";
import { faultWords } from "./unanswered";

/** Servers that say the same. */
export interface Group {
  readonly says: string;
  readonly servers: readonly ServerSight[];
}

/** The usable answers, by what they say; one group or none where there is nothing to disagree about. */
export function groupsOf(servers: readonly ServerSight[]): readonly Group[] {
  const groups = new Map<string, ServerSight[]>();
  for (const server of servers) {
    if (server.says === undefined) continue;
    groups.set(server.says, [...(groups.get(server.says) ?? []), server]);
  }
  return [...groups].map(([says, members]) => ({ says, servers: members }));
}

/** `ns1.example.net says id 1; ns2.example.net, ns3.example.net say id 2`. */
export function groupsInWords(groups: readonly Group[]): string {
  const isDivided = (host: string) =>
    groups.filter(({ servers }) => servers.some((server) => server.host === host)).length > 1;
  return groups
    .map(({ says, servers }) => {
      const names = servers.map((server) =>
        isDivided(server.host) ? serverInWords(server) : quoteName(server.host),
      );
      const unique = [...new Set(names)];
      return `${unique.join(", ")} ${unique.length === 1 ? "says" : "say"} ${says}`;
    })
    .join("; ");
}

function serverInWords({ host, address }: ServerSight): string {
  return address === "" ? quoteName(host) : `${quoteName(host)} (${address})`;
}

/** A finding for each server without a usable answer, where others gave one. */
export function silentServers(servers: readonly ServerSight[]): readonly Finding[] {
  if (servers.every(({ says }) => says === undefined)) return [];
  return servers.flatMap((server) => {
    const { fault } = server;
    if (fault === undefined) return [];
    const message = `name server ${serverInWords(server)} gives no usable answer: ${faultWords(fault)}`;
    return BEYOND_AGENT.test(fault.code)
      ? [{ message: `${message}; other networks may reach it`, severity: "note" as const }]
      : [{ message }];
  });
}

/** What an agent without a route to an address meets, and what it does not contact. */
const BEYOND_AGENT = /^(?:INTERNAL_ADDRESS|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|EAFNOSUPPORT)$/;
