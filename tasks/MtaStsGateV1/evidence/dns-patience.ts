// How long and how often a question is asked before its answer counts as could not be had.
import { setTimeout as sleep } from "node:timers/promises";
import type { Endpoint } from "../options";
import { quote } from "../quote";
import { faultOf } from "./dns-answer";
import { exchange } from "./dns-exchange";
import type { Message, Question } from "./dns-message";
import { endpointText, type Heard } from "./dns-transport";
import type { ProbeError } from "./types";

/** All times in seconds. */
export interface Patience {
  /** How long each try waits; with several servers each of them is asked before the next longer wait. */
  readonly tries: readonly number[];
  /** A last try over TCP, where UDP brought nothing but silence or nonsense. */
  readonly tcp: number;
  /** Rest before the second round where the first brought errors and not only silence; longer before each further one. */
  readonly pause: number;
  /** For the question as a whole. */
  readonly limit: number;
}

/** A question of the run put to a resolver. */
export const RESOLVER_PATIENCE: Patience = { tries: [3, 6, 6], tcp: 6, pause: 0.5, limit: 30 };

/** A question on the way to the name servers (SOA, NS, their addresses) put to a resolver. */
export const DISCOVERY_PATIENCE: Patience = { tries: [2, 3], tcp: 2, pause: 0.5, limit: 10 };

/** A question put to one authoritative name server. */
export const NAME_SERVER_PATIENCE: Patience = { tries: [2, 2], tcp: 1.5, pause: 0.5, limit: 6 };

/** Servers that answer for each other. */
export interface Servers {
  readonly endpoints: readonly Endpoint[];
  readonly isResolver: boolean;
  readonly patience: Patience;
}

/** The outcome of a question after all tries. `seconds`: wall time from the first try. */
export type Reply =
  | {
      readonly ok: true;
      readonly message: Message;
      readonly server: string;
      readonly seconds: number;
    }
  | { readonly ok: false; readonly error: ProbeError; readonly seconds: number };

/**
 * Asks until a server gives a usable answer or patience ends. The error's code is the most telling of those met: an
 * rcode before nonsense before a socket's code before TIMEOUT. Never rejects.
 */
export async function askPatiently(
  question: Question,
  { endpoints, isResolver, patience }: Servers,
  signal: AbortSignal,
): Promise<Reply> {
  const started = performance.now();
  const spent = () => (performance.now() - started) / 1000;
  const faults = new Map<Endpoint, string>();
  let tries = 0;

  const attempt = async (endpoint: Endpoint, seconds: number, overTcp: boolean) => {
    const left = patience.limit - spent();
    if (left <= 0 || signal.aborted) return undefined;
    const heard = await exchange(question, endpoint, {
      recursionDesired: isResolver,
      seconds: Math.min(seconds, left),
      overTcp,
      signal,
    });
    tries++;
    const fault = faultIn(heard, question, isResolver);
    if (fault === undefined && "message" in heard) return reply(heard.message, endpoint, spent());
    // After silence over UDP a failure over TCP says nothing new.
    if (fault !== undefined && !overTcp) faults.set(endpoint, fault);
    return undefined;
  };

  for (const [round, seconds] of plannedWaits(patience, endpoints.length).entries()) {
    const isFast = [...faults.values()].some((fault) => fault !== "TIMEOUT");
    if (isFast) await rest(Math.min(patience.pause * round, patience.limit - spent()), signal);
    for (const endpoint of endpoints) {
      const reply = await attempt(endpoint, seconds, false);
      if (reply !== undefined) return reply;
    }
  }
  for (const [endpoint, fault] of faults) {
    if (fault !== "TIMEOUT" && fault !== "BAD_ANSWER") continue;
    const reply = await attempt(endpoint, patience.tcp, true);
    if (reply !== undefined) return reply;
  }
  const error = signal.aborted ? ABORTED : errorFrom(question, faults, tries);
  return { ok: false, error, seconds: rounded(spent()) };
}

/** Two servers or more stand in for each other, so two rounds are enough. */
function plannedWaits({ tries }: Patience, servers: number): readonly number[] {
  return servers > 1 ? tries.slice(0, 2) : tries;
}

function faultIn(heard: Heard, question: Question, isResolver: boolean): string | undefined {
  return "message" in heard ? faultOf(heard.message, question, isResolver) : heard.failure;
}

function reply(message: Message, endpoint: Endpoint, seconds: number): Reply {
  return { ok: true, message, server: endpointText(endpoint), seconds: rounded(seconds) };
}

async function rest(seconds: number, signal: AbortSignal): Promise<void> {
  if (seconds <= 0 || signal.aborted) return;
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}

/** Seconds to the millisecond. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** The run was ended from outside. */
export const ABORTED: ProbeError = { code: "ABORTED", message: "canceled before an answer came" };

function errorFrom(
  { type, name }: Question,
  faults: ReadonlyMap<Endpoint, string>,
  tries: number,
): ProbeError {
  if (faults.size === 0) return { code: "NO_RESOLVER", message: "the agent knows no DNS server" };
  const codes = [...faults.values()].sort((one, other) => weight(one) - weight(other));
  const each = [...faults].map(([endpoint, code]) => `${code} from ${endpointText(endpoint)}`);
  const count = tries === 1 ? "one try" : `${tries} tries`;
  return {
    code: codes[0] as string,
    message: `no usable answer to the ${type} question for ${quote(name, 300)} in ${count}: ${each.join(", ")}`,
  };
}

function weight(code: string): number {
  if (code === "TIMEOUT") return 3;
  if (/^E[A-Z]|^TCP_/.test(code)) return 2;
  return code === "BAD_ANSWER" ? 1 : 0;
}
