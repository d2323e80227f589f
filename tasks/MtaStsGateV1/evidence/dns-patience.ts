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
  /** A last try over TCP, where UDP brought nothing but silence or nonsense; 0: none. */
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
interface Servers {
  readonly endpoints: readonly Endpoint[];
  readonly isResolver: boolean;
  readonly patience: Patience;
  /** Questions of this run that they left without an answer before. */
  readonly before?: number;
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

/** What each server answered instead of an answer: the most telling of its faults. */
type Faults = Map<Endpoint, string>;

/**
 * Asks until a server gives a usable answer or patience ends. The error's code is the most telling of those met: an
 * rcode before nonsense before a socket's code before TIMEOUT. Never rejects.
 */
export async function askPatiently(
  question: Question,
  servers: Servers,
  signal: AbortSignal,
): Promise<Reply> {
  const { isResolver, patience } = servers;
  const started = performance.now();
  const spent = () => (performance.now() - started) / 1000;
  const left = () => patience.limit - spent();
  const faults: Faults = new Map();
  let tries = 0;
  for (const { endpoint, overTcp, pause, wait } of plannedTries(servers, faults)) {
    await rest(Math.min(pause, left()), signal);
    if (signal.aborted || left() <= 0) break;
    const seconds = Math.min(wait, left());
    const settings = { recursionDesired: isResolver, seconds, overTcp, signal };
    const heard = judged(await exchange(question, endpoint, settings), question, isResolver);
    tries++;
    if ("message" in heard) {
      const server = endpointText(endpoint);
      return { ok: true, message: heard.message, server, seconds: rounded(spent()) };
    }
    // After silence over UDP a failure over TCP says nothing new.
    if (!overTcp) faults.set(endpoint, moreTelling(faults.get(endpoint), heard.failure));
  }
  const error = signal.aborted ? ABORTED : errorFrom(question, faults, tries, servers.before);
  return { ok: false, error, seconds: rounded(spent()) };
}

/** A response that is no usable answer is a failure with the fault as its code. */
function judged(heard: Heard, question: Question, isResolver: boolean): Heard {
  const fault = "message" in heard ? faultOf(heard.message, question, isResolver) : undefined;
  return fault === undefined ? heard : { failure: fault };
}

interface Try {
  readonly endpoint: Endpoint;
  readonly overTcp: boolean;
  /** Seconds before the try, and for its answer. */
  readonly pause: number;
  readonly wait: number;
}

/** Reads the faults as they come: what was heard decides about pauses and about TCP. */
function* plannedTries({ endpoints, patience }: Servers, faults: Faults): Generator<Try> {
  // Two servers or more stand in for each other, so two rounds are enough.
  const waits = endpoints.length > 1 ? patience.tries.slice(0, 2) : patience.tries;
  for (const [round, wait] of waits.entries()) {
    const hadErrors = [...faults.values()].some((fault) => fault !== "TIMEOUT");
    let pause = hadErrors ? patience.pause * round : 0;
    for (const endpoint of endpoints) {
      yield { endpoint, overTcp: false, pause, wait };
      pause = 0;
    }
  }
  for (const [endpoint, fault] of faults) {
    const isMute = fault === "TIMEOUT" || fault === "BAD_ANSWER";
    if (isMute && patience.tcp > 0) yield { endpoint, overTcp: true, pause: 0, wait: patience.tcp };
  }
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
const ABORTED: ProbeError = { code: "ABORTED", message: "canceled before an answer came" };

/**
 * A question that was not even put, to servers that left so many without an answer: as failed as those, but with the code
 * NOT_ASKED, since nobody knows what would have come.
 */
export function unasked(
  { type, name }: Question,
  who: string,
  silence: { readonly code: string; readonly count: number },
): Reply {
  const message = `the ${type} question for ${quote(name, 300)} was not asked: ${who} left ${silence.count} questions before without an answer (${silence.code})`;
  return { ok: false, error: { code: "NOT_ASKED", message }, seconds: 0 };
}

function errorFrom(
  { type, name }: Question,
  faults: Faults,
  tries: number,
  before: number | undefined,
): ProbeError {
  if (faults.size === 0) return { code: "NO_RESOLVER", message: "the agent knows no DNS server" };
  const code = [...faults.values()].reduce(moreTelling);
  const each = [...faults].map(([endpoint, code]) => `${code} from ${endpointText(endpoint)}`);
  const count = tries === 1 ? "one try" : `${tries} tries`;
  const silence = before === undefined ? "" : `; ${before} questions before had no answer either`;
  return {
    code,
    message: `no usable answer to the ${type} question for ${quote(name, 300)} in ${count}: ${each.join(", ")}${silence}`,
  };
}

function moreTelling(one: string | undefined, other: string): string {
  return one !== undefined && weight(one) <= weight(other) ? one : other;
}

function weight(code: string): number {
  if (code === "TIMEOUT") return 3;
  if (/^E[A-Z]|^TCP_/.test(code)) return 2;
  return code === "BAD_ANSWER" ? 1 : 0;
}
