// A question to its end: CNAME chains are followed over as many messages as it takes.
import { quote } from "../quote";
import { readPart } from "./dns-answer";
import type { Question, RecordValues } from "./dns-message";
import { isAskable } from "./dns-names";
import { type Reply, rounded } from "./dns-patience";
import type { Answer, CnameLink, Observation, ProbeError } from "./types";

/** Most aliases that are followed, as many as common resolvers do. */
const MAX_CHAIN_LINKS = 8;

/** The types that are looked up, and what a record of each carries. */
export type LookupValues = Pick<RecordValues, "TXT" | "MX" | "A" | "AAAA">;
/** Record types that can be looked up. */
export type LookupType = keyof LookupValues;

/** An observation with the chain that led to it, known even where there is no answer. */
export interface Ending<T> {
  readonly observation: Observation<Answer<T>>;
  readonly chain: readonly CnameLink[];
}

/** The name that a chain leads to. */
export function endOf(name: string, chain: readonly CnameLink[]): string {
  return chain.at(-1)?.target ?? name;
}

/** Asks for a name, then for each name it turns out to be an alias of, until there are records or a clear no. */
export async function followChain<T extends LookupType>(
  type: T,
  name: string,
  ask: (question: Question) => Promise<Reply>,
): Promise<Ending<LookupValues[T]>> {
  const chain: CnameLink[] = [];
  let seconds = 0;
  let authoritative = true;
  for (;;) {
    const end = endOf(name, chain);
    const broken = chainFault(name, chain);
    if (broken !== undefined) return { observation: broken, chain };
    const reply = await ask({ type, name: end });
    seconds += reply.seconds;
    if (!reply.ok) return { observation: { status: "failed", error: reply.error }, chain };
    const { message, server } = reply;
    const part = readPart(message, type, end);
    chain.push(...part.links);
    authoritative &&= message.authoritative;
    if (part.records.length > 0) {
      const broken = chainFault(name, chain);
      const ttl = Math.min(part.ttl, ...chain.map((link) => link.ttl));
      const value = { records: part.records, ttl, chain, authoritative, server };
      const answer = { ...value, seconds: rounded(seconds) };
      return { observation: broken ?? { status: "found", value: answer }, chain };
    }
    if (message.rcode === "NXDOMAIN" || part.links.length === 0) {
      const code = message.rcode === "NXDOMAIN" ? "NXDOMAIN" : "NODATA";
      const detail = `${chainText(name, chain)}${absence(code, type, part.end)}`;
      return { observation: { status: "absent", code, detail }, chain };
    }
  }
}

function absence(code: "NXDOMAIN" | "NODATA", type: LookupType, name: string): string {
  return code === "NXDOMAIN"
    ? `the name ${shown(name)} does not exist`
    : `${shown(name)} has no ${type} record`;
}

function chainFault(
  name: string,
  chain: readonly CnameLink[],
): Extract<Observation<never>, { status: "failed" }> | undefined {
  const fault = (code: string, what: string) => ({
    status: "failed" as const,
    error: { code, message: `${chainText(name, chain)}${what}` },
  });
  const end = endOf(name, chain);
  if (chain.some((link) => link.owner === end)) return fault("CNAME_LOOP", "the aliases go round");
  if (chain.length > MAX_CHAIN_LINKS) {
    return fault("CNAME_TOO_LONG", `more than ${MAX_CHAIN_LINKS} aliases are not followed`);
  }
  const error = unaskable(name, chain);
  return error === undefined ? undefined : { status: "failed", error };
}

/** Why the end of a chain cannot be put into a question. */
export function unaskable(name: string, chain: readonly CnameLink[]): ProbeError | undefined {
  const end = endOf(name, chain);
  if (isAskable(end)) return undefined;
  const message = `${chainText(name, chain)}${shown(end)} is no name that can be asked for`;
  return { code: "BAD_NAME", message };
}

/** `"a" is an alias of "b", an alias of "c": `, or nothing where there is no alias. */
export function chainText(name: string, chain: readonly CnameLink[]): string {
  if (chain.length === 0) return "";
  const targets = chain.slice(0, MAX_CHAIN_LINKS + 1).map((link) => shown(link.target));
  return `${shown(name)} is an alias of ${targets.join(", an alias of ")}: `;
}

function shown(name: string): string {
  return quote(name, 300);
}
