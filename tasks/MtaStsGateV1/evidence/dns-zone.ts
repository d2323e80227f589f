// Which zone a name lies in and who answers for it (RFC 1034 section 4.2), as far as a resolver tells.
import { quote } from "../quote";
import { recordsOf } from "./dns-answer";
import type { Question } from "./dns-message";
import { isWithin, parentOf } from "./dns-names";
import type { Reply } from "./dns-patience";
import type { ProbeError } from "./types";

/** A zone and the hosts of its NS records, sorted. */
export interface Zone {
  readonly apex: string;
  readonly hosts: readonly string[];
}

type Ask = (question: Question) => Promise<Reply>;

/**
 * Finds the zone of a name: by the SOA that comes with any answer about the name, else by the nearest NS records on the
 * way up. The root is never asked for. NO_NAME_SERVERS where neither leads anywhere.
 */
export async function findZone(name: string, ask: Ask): Promise<Zone | ProbeError> {
  const soa = await ask({ name, type: "SOA" });
  const apex = soa.ok ? apexFrom(soa, name) : undefined;
  if (apex !== undefined) {
    const ns = await ask({ name: apex, type: "NS" });
    return zoneFrom(ns, apex) ?? nobody(name, ns);
  }
  let last = soa;
  for (let level = name; level !== "" && isWorthAsking(last); level = parentOf(level)) {
    last = await ask({ name: level, type: "NS" });
    const zone = zoneFrom(last, level);
    if (zone !== undefined) return zone;
  }
  return nobody(name, last);
}

function apexFrom(reply: Extract<Reply, { ok: true }>, name: string): string | undefined {
  const { answers, authorities } = reply.message;
  return [...answers, ...authorities].find(
    (record) => record.type === "SOA" && record.owner !== "" && isWithin(name, record.owner),
  )?.owner;
}

function zoneFrom(reply: Reply, apex: string): Zone | undefined {
  if (!reply.ok) return undefined;
  const hosts = recordsOf(reply.message.answers, "NS", apex).map((record) => record.value);
  return hosts.length > 0 ? { apex, hosts: [...new Set(hosts)].sort() } : undefined;
}

// An error may belong to one name only, but a resolver that is silent or out of reach stays so one level up.
function isWorthAsking(last: Reply): boolean {
  return last.ok || !/^(?:TIMEOUT|NOT_ASKED|ABORTED|E[A-Z]+)$/.test(last.error.code);
}

function nobody(name: string, last: Reply): ProbeError {
  if (!last.ok && last.error.code === "ABORTED") return last.error;
  const why = last.ok ? "the resolver gives neither SOA nor NS records" : last.error.message;
  return {
    code: "NO_NAME_SERVERS",
    message: `the name servers for ${quote(name, 300)} could not be found: ${why}`,
  };
}
