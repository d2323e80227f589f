// Rows of the log about the policy host: its aliases, and each address with its outcome and times. Pure.
import type { Deployment } from "../deployment";
import type { HttpsExchange } from "../evidence/types";
import { isBeyondAgent } from "../interpret/beyond-agent";
import { quoteName } from "../quote";

/** Addresses and aliases that are listed before "and N more". */
const LISTED = 6;

const PHASES = [
  ["tcp", "TCP"],
  ["tls", "TLS"],
  ["headers", "headers"],
  ["body", "body"],
] as const;

/** What the name of the policy host is an alias of, in order; "" where it is none. */
export function aliasWords({ hostAliases }: Deployment): string {
  return hostAliases.length === 0
    ? ""
    : `alias of ${listed(hostAliases.map((name) => quoteName(name))).join(", ")}`;
}

/** Each address that was tried, `192.0.2.10: status 200, TCP 0.02 s, TLS 0.06 s, headers 0.09 s, body 0.10 s`. */
export function addressRows({ policyResource }: Deployment): readonly string[] {
  return policyResource.status === "found"
    ? listed(policyResource.value.fetch.exchanges.map(exchangeWords))
    : [];
}

function exchangeWords(exchange: HttpsExchange): string {
  const { address, via, httpStatus, timings, failure } = exchange;
  const way = via === "direct" ? "" : ` (${via})`;
  const times = PHASES.flatMap(([phase, name]) => {
    const seconds = timings[phase];
    return seconds === undefined ? [] : [`${name} ${seconds.toFixed(2)} s`];
  });
  const status = httpStatus === undefined ? [] : [`status ${httpStatus}`];
  const end = failure === undefined ? [] : [`${failure.code} in phase ${failure.phase}`];
  const beyond = isBeyondAgent(exchange) ? ["no IPv6 on this agent"] : [];
  return `${address}${way}: ${[...status, ...times, ...end, ...beyond].join(", ")}`;
}

function listed(items: readonly string[]): readonly string[] {
  const rest = items.length - LISTED;
  return rest > 0 ? [...items.slice(0, LISTED), `and ${rest} more`] : items;
}
