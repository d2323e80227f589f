// What one message says to one question. Pure.
import type {
  Message,
  Question,
  RecordType,
  RecordValues,
  ResourceRecord,
  TypedRecord,
} from "./dns-message";
import type { CnameLink } from "./types";

/** The records of a type that one owner has in a section, in the order of the message. */
export function recordsOf<T extends RecordType>(
  section: readonly ResourceRecord[],
  type: T,
  owner: string,
): readonly TypedRecord<T>[] {
  const records = section.filter((record) => record.type === type && record.owner === owner);
  return records as readonly ResourceRecord[] as readonly TypedRecord<T>[];
}

/** The part of a CNAME chain that a message gives, and the records at its end. */
interface Part<T> {
  readonly links: readonly CnameLink[];
  readonly records: readonly T[];
  /** Seconds; the smallest of the records, Infinity without any. */
  readonly ttl: number;
  /** The last name of the chain. */
  readonly end: string;
}

/** Follows the chain inside the answer section. A loop ends it with the link that closes it. */
export function readPart<T extends RecordType>(
  message: Message,
  type: T,
  name: string,
): Part<RecordValues[T]> {
  const links: CnameLink[] = [];
  let end = name;
  for (;;) {
    const records = recordsOf(message.answers, type, end);
    const alias = recordsOf(message.answers, "CNAME", end)[0];
    const isLoop = links.some((link) => link.owner === end);
    if (records.length > 0 || alias === undefined || isLoop) {
      const values = records.map((record) => record.value);
      const ttl = Math.min(...records.map((record) => record.ttl));
      return { links, records: values, ttl, end };
    }
    links.push({ owner: end, target: alias.value, ttl: alias.ttl });
    end = alias.value;
  }
}

/**
 * Why a message is no usable answer, undefined where it is one. Its rcode unless that is NOERROR or NXDOMAIN;
 * REFERRAL: it only names other servers (RFC 2308 section 2.2); LAME: a name server that has no authority denies;
 * BAD_ANSWER: its records belong to something else.
 */
export function faultOf(
  message: Message,
  question: Question,
  isResolver: boolean,
): string | undefined {
  if (message.rcode !== "NOERROR" && message.rcode !== "NXDOMAIN") return message.rcode;
  const { links, records } = readPart(message, question.type, question.name);
  if (links.length + records.length > 0) return undefined;
  if (message.answers.length > 0) return "BAD_ANSWER";
  const has = (type: RecordType) => message.authorities.some((record) => record.type === type);
  if (message.rcode === "NOERROR" && has("NS") && !has("SOA")) return "REFERRAL";
  return isResolver || message.authoritative ? undefined : "LAME";
}
