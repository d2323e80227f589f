// What a name server or a resolver says about a world of zones (RFC 1034 section 4.3.2). Pure.
import type { Answer, RecordType } from "dns-packet";

/** The records of one owner name, as plain data. Names without the root dot. */
interface RecordSets {
  /** Seconds; DEFAULT_TTL where it is left out. */
  readonly ttl?: number;
  /** Each record one string or several; each character one octet (latin-1). */
  readonly TXT?: readonly (string | readonly string[])[];
  /** Preference and exchange; the exchange "" is the null MX (RFC 7505). */
  readonly MX?: readonly (readonly [number, string])[];
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: string;
  readonly NS?: readonly string[];
}

/** Owner names (absolute, lower-case, `*` as first label for a wildcard) with their records. */
export type Zone = Readonly<Record<string, RecordSets>>;

/** Zones by apex, lower-case; each has a SOA by itself. */
export type Zones = Readonly<Record<string, Zone>>;

/**
 * authoritative: AA for its own zones, referrals at zone cuts, REFUSED for other names. resolver: knows all zones, RA,
 * NXDOMAIN for other names.
 */
export type Role = "authoritative" | "resolver";

/** The parts of a response that come from the zones. */
export interface ZoneAnswer {
  readonly rcode: "NOERROR" | "NXDOMAIN" | "REFUSED";
  readonly authoritative: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
}

const DEFAULT_TTL = 3600;

/** Answers a question from the zones. CNAME chains are followed as far as the zones reach. */
export function answerFrom(zones: Zones, role: Role, name: string, type: RecordType): ZoneAnswer {
  const authoritative = role === "authoritative";
  const answers: Answer[] = [];
  const passed = new Set<string>();
  const end = (rcode: ZoneAnswer["rcode"], authorities: readonly Answer[] = []): ZoneAnswer => ({
    rcode,
    authoritative,
    answers,
    authorities,
  });
  for (let current = lower(name); ; ) {
    const apex = apexOf(zones, current);
    const zone = apex === undefined ? undefined : zones[apex];
    if (apex === undefined || zone === undefined) return outside(role, answers);
    const cut = authoritative ? cutAbove(zone, apex, current) : undefined;
    if (cut !== undefined) {
      if (answers.length > 0) return end("NOERROR");
      return { ...end("NOERROR", recordsAt(zone, cut, cut, "NS")), authoritative: false };
    }
    const source = sourceOf(zone, apex, current);
    if (source === undefined) return end("NXDOMAIN", [soaOf(zone, apex)]);
    const records =
      type === "SOA" && current === apex
        ? [soaOf(zone, apex)]
        : recordsAt(zone, source, current, type);
    answers.push(...records);
    const alias = type === "CNAME" ? undefined : zone[source]?.CNAME;
    if (records.length > 0) return end("NOERROR");
    if (alias === undefined) return end("NOERROR", [soaOf(zone, apex)]);
    answers.push(...recordsAt(zone, source, current, "CNAME"));
    passed.add(current);
    current = lower(alias);
    if (passed.has(current)) return end("NOERROR");
  }
}

function outside(role: Role, answers: readonly Answer[]): ZoneAnswer {
  if (role === "resolver") {
    return { rcode: "NXDOMAIN", authoritative: false, answers, authorities: [soaOf({}, "")] };
  }
  const isRefused = answers.length === 0;
  return {
    rcode: isRefused ? "REFUSED" : "NOERROR",
    authoritative: !isRefused,
    answers,
    authorities: [],
  };
}

function lower(name: string): string {
  return name.toLowerCase();
}

function isWithin(name: string, zone: string): boolean {
  return zone === "" || name === zone || name.endsWith(`.${zone}`);
}

/** The nearest zone on the way up: a step for each label, however many zones there are. */
function apexOf(zones: Zones, name: string): string | undefined {
  const labels = name === "" ? [] : name.split(".");
  const above = Array.from({ length: labels.length + 1 }, (_, n) => labels.slice(n).join("."));
  return above.find((apex) => Object.hasOwn(zones, apex));
}

/** The names from just below the apex down to the name itself. */
function pathTo(name: string, apex: string): readonly string[] {
  const labels = name.split(".");
  const depth = labels.length - (apex === "" ? 0 : apex.split(".").length);
  return Array.from({ length: depth }, (_, n) => labels.slice(depth - 1 - n).join("."));
}

function cutAbove(zone: Zone, apex: string, name: string): string | undefined {
  return pathTo(name, apex).find((node) => zone[node]?.NS !== undefined);
}

/** The owner whose records answer for a name: itself, or the wildcard next to its closest encloser (RFC 4592). */
function sourceOf(zone: Zone, apex: string, name: string): string | undefined {
  const exists = (node: string) =>
    node === apex || Object.keys(zone).some((owner) => isWithin(owner, node));
  if (exists(name)) return name;
  const encloser = pathTo(name, apex).filter(exists).at(-1) ?? apex;
  const wildcard = encloser === "" ? "*" : `*.${encloser}`;
  return zone[wildcard] === undefined ? undefined : wildcard;
}

function soaOf(zone: Zone, apex: string): Answer {
  const data = {
    mname: zone[apex]?.NS?.[0] ?? "ns.invalid",
    rname: "hostmaster.invalid",
    serial: 1,
    refresh: 7200,
    retry: 900,
    expire: 1209600,
    minimum: 300,
  };
  return { type: "SOA", name: apex, ttl: 300, data };
}

function recordsAt(zone: Zone, source: string, owner: string, type: RecordType): Answer[] {
  const sets = zone[source] ?? {};
  const head = { name: owner, ttl: sets.ttl ?? DEFAULT_TTL };
  const octets = (text: string) => Buffer.from(text, "latin1");
  switch (type) {
    case "TXT":
      return (sets.TXT ?? []).map((strings) => ({
        ...head,
        type,
        data: [strings].flat().map(octets),
      }));
    case "MX":
      return (sets.MX ?? []).map(([preference, exchange]) => ({
        ...head,
        type,
        data: { preference, exchange: exchange === "" ? "." : exchange },
      }));
    case "A":
    case "AAAA":
    case "NS":
      return (sets[type] ?? []).map((data) => ({ ...head, type, data }));
    case "CNAME":
      return sets.CNAME === undefined ? [] : [{ ...head, type, data: sets.CNAME }];
    default:
      return [];
  }
}
