// The TXT record as the world has it: the authoritative name servers first, the resolver where they were not heard.
import type { Deployment, Record } from "../deployment";
import {
  authoritativeAnswer,
  effectiveAnswer,
  hasAuthority,
  heardNameServers,
} from "../evidence/effective-answer";
import type { Evidence, Lookup, Observation, TxtStrings } from "../evidence/types";
import { type RecordReading, readRecords } from "../mta-sts/record";
import { readServers } from "./servers";

/** The answers about the record. */
type RecordSources = Pick<Evidence, "record" | "wildcard" | "misplaced">;

/** Reads the answers to the TXT question (RFC 8461 section 3.1); absent where there is no record at all. */
export function readRecord({ record: lookup, wildcard }: RecordSources): Observation<Record> {
  const answer = authoritativeAnswer(lookup);
  if (answer.status === "failed")
    return { status: "failed", error: aliasFault(lookup) ?? answer.error };
  if (answer.status !== "found") return answer;
  const { value } = answer;
  const reading = readRecords(value.records);
  const isHeard = heardNameServers(lookup).length > 0;
  const servers = readServers(lookup, recordWords);
  const texts = textsOf(value.records);
  const isWildcard = isSameSet(texts, wildcard);
  // An alias that every name has is nobody's answer to the question.
  const aliases =
    isWildcard && reading.kind === "none" ? [] : value.chain.map(({ target }) => target);
  const end = aliases.at(-1);
  return {
    status: "found",
    value: {
      name: lookup.name,
      reading,
      ttl: value.ttl,
      source: isHeard ? "authoritative" : "resolver",
      ...(end === undefined ? {} : { delegatedTo: end }),
      aliases,
      otherIds: otherIds(lookup, idOf(reading)),
      dissenting: servers.filter(({ says }) => says !== undefined && says !== wordsOf(reading)),
      unrelated: reading.kind === "valid" ? texts.filter((text) => text !== reading.text) : [],
      isWildcard,
      ...(isHeard ? {} : { authorityMissing: authorityMissing(lookup) }),
    },
  };
}

/** Records of MTA-STS among the answers from names where no sender looks. */
export function readMisplaced({ misplaced }: RecordSources): Deployment["misplaced"] {
  return misplaced.flatMap((lookup) => {
    const answer = effectiveAnswer(lookup);
    const records = answer.status === "found" ? answer.value.records : [];
    const text = textsOf(records).find((one) => readRecords([[one]]).kind !== "none");
    return text === undefined ? [] : [{ name: lookup.name, text }];
  });
}

function otherIds(lookup: Lookup<TxtStrings>, live: string | undefined): readonly string[] {
  const ids = heardNameServers(lookup).flatMap(({ answer }) =>
    answer.status === "found" ? (idOf(readRecords(answer.value.records)) ?? []) : [],
  );
  return [...new Set(ids)].filter((id) => id !== live);
}

function textsOf(records: readonly TxtStrings[]): readonly string[] {
  return records.map((strings) => strings.join(""));
}

// A resolver answers SERVFAIL to an alias that goes round; a name server shows the links themselves.
function aliasFault({ nameServers }: Lookup<TxtStrings>) {
  const all = nameServers.status === "found" ? nameServers.value : [];
  return all
    .flatMap(({ answer }) => (answer.status === "failed" ? [answer.error] : []))
    .find(({ code }) => code === "CNAME_LOOP" || code === "CNAME_TOO_LONG");
}

function isSameSet(texts: readonly string[], wildcard: Lookup<TxtStrings>): boolean {
  const answer = effectiveAnswer(wildcard);
  if (answer.status !== "found") return false;
  const others = textsOf(answer.value.records);
  return [...texts].sort().join("\n") === [...others].sort().join("\n");
}

function authorityMissing({ nameServers }: Lookup<TxtStrings>): string {
  if (nameServers.status === "failed") return nameServers.error.message;
  if (nameServers.status === "skipped") return nameServers.reason;
  const isForged =
    nameServers.status === "found" && nameServers.value.some(({ answer }) => !hasAuthority(answer));
  return isForged
    ? "what came back from the name servers has no authority, as if something on the way answered in their place"
    : "no name server answered";
}

/** What a set of TXT records says of MTA-STS, in few words, for comparing and for showing. */
export function recordWords(records: readonly TxtStrings[]): string {
  return wordsOf(readRecords(records));
}

function wordsOf(reading: RecordReading): string {
  switch (reading.kind) {
    case "valid":
      return `id ${reading.id}`;
    case "none":
      return "no record";
    case "several":
      return `${reading.texts.length} records`;
    case "bad-id":
      return "a record without a legal id";
    default:
      return "a malformed record";
  }
}

/** The id of a reading, undefined where it has no legal one. */
export function idOf(reading: RecordReading): string | undefined {
  return reading.kind === "valid" ? reading.id : undefined;
}
