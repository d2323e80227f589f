// The TXT record as the world has it: the authoritative name servers first, the resolver where they were not heard.
import type { Record } from "../deployment";
import { authoritativeAnswer, heardNameServers } from "../evidence/effective-answer";
import type { Answer, Lookup, NameServerAnswer, Observation, TxtStrings } from "../evidence/types";
import { canonicalName } from "../mta-sts/names";
import { type RecordReading, readRecords } from "../mta-sts/record";

/** Reads the answers to the TXT question (RFC 8461 section 3.1); absent where there is no record at all. */
export function readRecord(lookup: Lookup<TxtStrings>): Observation<Record> {
  const answer = authoritativeAnswer(lookup);
  if (answer.status !== "found") return answer;
  const { value } = answer;
  const reading = readRecords(value.records);
  const heard = heardNameServers(lookup);
  const first = heard[0]?.answer;
  const missing = heard.length > 0 ? undefined : authorityMissing(lookup);
  const resolver = first === undefined ? undefined : staleResolver(lookup, reading);
  const end = value.chain.at(-1)?.target;
  return {
    status: "found",
    value: {
      name: lookup.name,
      reading,
      ttl: value.ttl,
      source: heard.length > 0 ? "authoritative" : "resolver",
      ...(end === undefined || canonicalName(end) === lookup.name ? {} : { delegatedTo: end }),
      ...(resolver === undefined ? {} : { resolver }),
      dissenting: dissenting(heard, answerKey(answer)),
      ...(missing === undefined ? {} : { authorityMissing: missing }),
    },
  };
}

function authorityMissing(lookup: Lookup<TxtStrings>): string {
  const { nameServers } = lookup;
  if (nameServers.status === "failed") return nameServers.error.message;
  return nameServers.status === "skipped" ? nameServers.reason : "no name server answered";
}

function staleResolver(
  lookup: Lookup<TxtStrings>,
  live: RecordReading,
): Record["resolver"] | undefined {
  if (lookup.resolver.status !== "found") return undefined;
  const reading = readRecords(lookup.resolver.value.records);
  return wordsOf(reading) === wordsOf(live)
    ? undefined
    : { id: idOf(reading), ttl: lookup.resolver.value.ttl };
}

function dissenting(
  heard: readonly NameServerAnswer<TxtStrings>[],
  expected: string,
): Record["dissenting"] {
  return heard
    .filter((server) => answerKey(server.answer) !== expected)
    .map((server) => ({
      host: server.host,
      says:
        server.answer.status === "found"
          ? wordsOf(readRecords(server.answer.value.records))
          : "no record",
    }));
}

function answerKey(answer: Observation<Answer<TxtStrings>>): string {
  return answer.status === "found" ? wordsOf(readRecords(answer.value.records)) : "no record";
}

/** A reading in few words, for comparing and for showing. */
function wordsOf(reading: RecordReading): string {
  if (reading.kind === "valid") return `id ${reading.id}`;
  return reading.kind === "none" ? "no record" : `a ${reading.kind} record`;
}

/** The id of a reading, undefined where it has no legal one. */
export function idOf(reading: RecordReading): string | undefined {
  return reading.kind === "valid" ? reading.id : undefined;
}
