// One try: a question, a server, a deadline. UDP first, TCP where UDP cannot carry the answer, EDNS only where understood.
import { randomInt } from "node:crypto";
import type { Endpoint } from "../options";
import { type Question, writeQuestion } from "./dns-message";
import { askOverTcp, askOverUdp, type Heard, type Query } from "./dns-transport";

interface ExchangeSettings {
  /** RD: set for resolvers, clear for authoritative servers. */
  readonly recursionDesired: boolean;
  readonly seconds: number;
  readonly overTcp: boolean;
  /** Ends the exchange at once with ABORTED. */
  readonly signal: AbortSignal;
}

/** Asks once, within `seconds`. Never rejects; any response counts as heard, whatever its rcode. */
export async function exchange(
  question: Question,
  server: Endpoint,
  settings: ExchangeSettings,
): Promise<Heard> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort("TIMEOUT"), settings.seconds * 1000);
  const abort = () => deadline.abort("ABORTED");
  settings.signal.addEventListener("abort", abort, { once: true });
  if (settings.signal.aborted) abort();
  const ask = (edns: boolean) => send(question, server, settings, edns, deadline.signal);
  try {
    const heard = await ask(true);
    if (!dislikesEdns(heard)) return heard;
    const plain = await ask(false);
    return "message" in plain ? plain : heard;
  } finally {
    clearTimeout(timer);
    settings.signal.removeEventListener("abort", abort);
  }
}

async function send(
  question: Question,
  server: Endpoint,
  { recursionDesired, overTcp }: ExchangeSettings,
  edns: boolean,
  until: AbortSignal,
): Promise<Heard> {
  const query = newQuery(question, recursionDesired, edns);
  if (overTcp) return askOverTcp(query, server, until);
  const heard = await askOverUdp(query, server, until);
  const isCutOff = "message" in heard && heard.message.truncated;
  const isGarbage = "failure" in heard && heard.failure === "BAD_ANSWER" && !until.aborted;
  if (!isCutOff && !isGarbage) return heard;
  return askOverTcp(newQuery(question, recursionDesired, edns), server, until);
}

/** A fresh unguessable id each time (RFC 5452 section 9.2); the source port is the system's choice. */
function newQuery(question: Question, recursionDesired: boolean, edns: boolean): Query {
  const id = randomInt(0x1_0000);
  return { id, question, octets: writeQuestion(id, question, { recursionDesired, edns }) };
}

// RFC 6891 section 7: a server without EDNS says FORMERR (or NOTIMP), and may be asked again without it.
function dislikesEdns(heard: Heard): boolean {
  return "message" in heard && ["FORMERR", "NOTIMP"].includes(heard.message.rcode);
}
