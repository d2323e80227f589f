// What each authoritative name server of a zone says, asked directly.
import { isIPv6 } from "node:net";
import type { ConnectTo, Endpoint } from "../options";
import { quote } from "../quote";
import { isInternalAddress } from "./addresses";
import { linesFor } from "./connect-to";
import { followChain, type LookupType, type LookupValues } from "./dns-chain";
import type { Question } from "./dns-message";
import { isWithin } from "./dns-names";
import type { Reply } from "./dns-patience";
import type { Zone } from "./dns-zone";
import type { Answer, NameServerAnswer, Observation } from "./types";

/** Most hosts of one zone that are asked: as many as fit the referrals of the root (13). */
const MAX_HOSTS = 13;

/** Most addresses of one host that are asked, of both families together. */
const MAX_ADDRESSES_PER_HOST = 2;

const DNS_PORT = 53;

/** How questions get where they belong. */
export interface Ways {
  readonly toResolver: (question: Question) => Promise<Reply>;
  readonly toNameServer: (question: Question, server: Endpoint) => Promise<Reply>;
  readonly connectTo: readonly ConnectTo[];
}

/** A host of the NS set with one place to ask it at, or the reason why there is none. */
type Place =
  | { readonly host: string; readonly endpoint: Endpoint }
  | {
      readonly host: string;
      readonly address: string;
      readonly missing: Extract<Observation<never>, { status: "failed" | "skipped" }>;
    };

/** Agents without IPv6 meet one of these; it says nothing about the server. */
const NO_ROUTE = ["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT"];

/**
 * Asks every address of every name server of the zone for a name inside it; hosts in order of name, IPv4 first. An
 * alias that leads out of the zone is followed through the resolver. failed: none of them answered anything, or all
 * only point to the servers of a zone below; skipped: all their addresses are internal.
 */
export async function askNameServers<T extends LookupType>(
  type: T,
  name: string,
  zone: Zone,
  ways: Ways,
): Promise<Observation<readonly NameServerAnswer<LookupValues[T]>[]>> {
  const hosts = zone.hosts.slice(0, MAX_HOSTS);
  const places = (await Promise.all(hosts.map((host) => placesOf(host, ways)))).flat();
  const all = await Promise.all(places.map((place) => askAt(type, name, zone, place, ways)));
  return summed(withoutUnreachable(all));
}

async function placesOf(host: string, ways: Ways): Promise<readonly Place[]> {
  const lines = linesFor(ways.connectTo, host, DNS_PORT);
  if (lines.length > 0) {
    return lines.map(({ address, addressPort: port }) => ({ host, endpoint: { address, port } }));
  }
  const [a, aaaa] = await Promise.all([
    followChain("A", host, ways.toResolver),
    followChain("AAAA", host, ways.toResolver),
  ]);
  const addresses = firstOfEach(recordsIn(a.observation), recordsIn(aaaa.observation));
  if (addresses.length === 0)
    return [{ host, address: "", missing: noAddress(host, a.observation) }];
  return addresses.map((address) =>
    isInternalAddress(address)
      ? { host, address, missing: internal(host, address) }
      : { host, endpoint: { address, port: DNS_PORT } },
  );
}

function recordsIn(observation: Observation<Answer<string>>): readonly string[] {
  return observation.status === "found" ? [...observation.value.records].sort() : [];
}

/** Both families first, then what there is, IPv4 before IPv6. Sorted before, since servers rotate their records. */
function firstOfEach(a: readonly string[], aaaa: readonly string[]): readonly string[] {
  const ofV6 = Math.min(aaaa.length, Math.max(1, MAX_ADDRESSES_PER_HOST - a.length));
  return [...a.slice(0, MAX_ADDRESSES_PER_HOST - ofV6), ...aaaa.slice(0, ofV6)];
}

function noAddress(host: string, a: Observation<unknown>) {
  const why = a.status === "failed" ? a.error.message : a.status === "absent" ? a.detail : "";
  const message = `name server ${quote(host, 300)} has no address that could be found: ${why}`;
  return { status: "failed" as const, error: { code: "NO_ADDRESS", message } };
}

function internal(host: string, address: string) {
  const reason = `name server ${quote(host, 300)} has the internal address ${address}, which is not contacted`;
  return { status: "skipped" as const, reason };
}

async function askAt<T extends LookupType>(
  type: T,
  name: string,
  zone: Zone,
  place: Place,
  ways: Ways,
): Promise<NameServerAnswer<LookupValues[T]>> {
  const { host } = place;
  if ("missing" in place) return { host, address: place.address, answer: place.missing };
  const { observation } = await followChain(type, name, (question) =>
    isWithin(question.name, zone.apex)
      ? ways.toNameServer(question, place.endpoint)
      : ways.toResolver(question),
  );
  return { host, address: place.endpoint.address, answer: observation };
}

function codeOf(answer: Observation<unknown>): string | undefined {
  return answer.status === "failed" ? answer.error.code : undefined;
}

/** Drops the answers that only tell of an agent without IPv6. */
export function withoutUnreachable<T>(
  all: readonly NameServerAnswer<T>[],
): readonly NameServerAnswer<T>[] {
  const isHeardOverIpv4 = (host: string) =>
    all.some((one) => one.host === host && !isIPv6(one.address) && isHeard(one.answer));
  return all.filter(
    ({ host, address, answer }) =>
      !isIPv6(address) || !NO_ROUTE.includes(codeOf(answer) ?? "") || !isHeardOverIpv4(host),
  );
}

/** Anything came back, be it a refusal in words. */
function isHeard(answer: Observation<unknown>): boolean {
  if (answer.status !== "failed") return answer.status !== "skipped";
  return !/^(?:TIMEOUT|NOT_ASKED|ABORTED|NO_ADDRESS|TCP_CLOSED|E[A-Z]+)$/.test(answer.error.code);
}

function summed<T>(
  all: readonly NameServerAnswer<T>[],
): Observation<readonly NameServerAnswer<T>[]> {
  const answers = all.map(({ answer }) => answer);
  const firstSkipped = answers.find((answer) => answer.status === "skipped");
  if (firstSkipped !== undefined && answers.every(({ status }) => status === "skipped")) {
    return firstSkipped;
  }
  const codes = [...new Set(answers.map(codeOf))];
  const failed = (code: string, message: string) =>
    ({ status: "failed", error: { code, message } }) as const;
  if (codes.length === 1 && codes[0] === "REFERRAL") {
    return failed("NO_NAME_SERVERS", "only name servers of a zone above the name could be found");
  }
  if (answers.some((answer) => answer.status === "skipped" || isHeard(answer))) {
    return { status: "found", value: all };
  }
  if (codes.includes("ABORTED")) return failed("ABORTED", "canceled before an answer came");
  const hosts = [...new Set(all.map(({ host }) => quote(host, 300)))].join(", ");
  const message = `no name server of the zone answered (${codes.join(", ")}): ${hosts}`;
  return failed("NAME_SERVERS_UNREACHABLE", message);
}
