// DNS messages (RFC 1035 section 4). dns-packet writes the questions; answers are read here, because it turns odd octets
// of names into U+FFFD, takes a dot inside a label for a border, and does not hold record data against its length.
import { SocketAddress } from "node:net";
import * as dnsPacket from "dns-packet";
import { Malformed, readName } from "./dns-names";
import type { MxRecord, TxtStrings } from "./types";

/** What a record of each type that we read carries. Names as in `readName`; a SOA only marks the apex of its zone. */
export interface RecordValues {
  readonly A: string;
  readonly AAAA: string;
  readonly CNAME: string;
  readonly MX: MxRecord;
  readonly NS: string;
  readonly SOA: "";
  readonly TXT: TxtStrings;
}

/** Record types that are read. */
export type RecordType = keyof RecordValues;

/** A record of class IN; `ttl` in seconds. */
export interface TypedRecord<T extends RecordType> {
  readonly owner: string;
  readonly type: T;
  readonly ttl: number;
  readonly value: RecordValues[T];
}

/** A record of any of the types that are read. */
export type ResourceRecord = { readonly [T in RecordType]: TypedRecord<T> }[RecordType];

/** `name` lower-case without the root dot. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** A response, as far as it matters here. Records of other types and classes are left out. */
export interface Message {
  readonly id: number;
  /** NOERROR, NXDOMAIN, SERVFAIL, …; `RCODE11` where it has no name. */
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  /** Undefined where the message repeats no question, or one that nobody here asks. */
  readonly question: Question | undefined;
  /** True where a question section is there at all. */
  readonly repeatsQuestion: boolean;
  readonly answers: readonly ResourceRecord[];
  readonly authorities: readonly ResourceRecord[];
}

/** Octets of a UDP answer that we take: no fragments on today's paths (DNS flag day 2020). */
const UDP_PAYLOAD_OCTETS = 1232;

const TYPES: Readonly<Record<number, RecordType>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  15: "MX",
  16: "TXT",
  28: "AAAA",
};

const RCODES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

const CLASS_IN = 1;
const HEADER_OCTETS = 12;
/** A TTL with the top bit set counts as 0 (RFC 2181 section 8). */
const MAX_TTL = 0x7fff_ffff;

/** The octets of a question; `edns` announces UDP_PAYLOAD_OCTETS (RFC 6891). */
export function writeQuestion(
  id: number,
  question: Question,
  flags: { readonly recursionDesired: boolean; readonly edns: boolean },
): Buffer {
  const opt: dnsPacket.OptAnswer = {
    type: "OPT",
    name: ".",
    udpPayloadSize: UDP_PAYLOAD_OCTETS,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  return dnsPacket.encode({
    type: "query",
    id,
    flags: flags.recursionDesired ? dnsPacket.RECURSION_DESIRED : 0,
    questions: [{ name: question.name, type: question.type }],
    additionals: flags.edns ? [opt] : [],
  });
}

/** Reads a response; undefined where the octets are none: cut off, a query, or with record data that does not fit. */
export function readMessage(octets: Buffer): Message | undefined {
  try {
    return read(octets);
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(octets: Buffer): Message | undefined {
  const flags = octets.readUInt16BE(2);
  const isResponse = (flags & 0x8000) !== 0 && (flags & 0x7800) === 0;
  if (!isResponse) return undefined;
  const questions = octets.readUInt16BE(4);
  const first = readQuestions(octets, questions);
  const answers = readRecords(octets, first.end, octets.readUInt16BE(6));
  const authorities = readRecords(octets, answers.end, octets.readUInt16BE(8));
  return {
    id: octets.readUInt16BE(0),
    rcode: RCODES[flags & 0xf] ?? `RCODE${flags & 0xf}`,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    question: questions === 1 ? first.question : undefined,
    repeatsQuestion: questions > 0,
    answers: answers.records,
    authorities: authorities.records,
  };
}

function readQuestions(octets: Buffer, count: number) {
  let end = HEADER_OCTETS;
  let question: Question | undefined;
  for (let n = 0; n < count; n++) {
    const name = readName(octets, end);
    const type = TYPES[octets.readUInt16BE(name.end)];
    const isIn = octets.readUInt16BE(name.end + 2) === CLASS_IN;
    end = name.end + 4;
    question = type !== undefined && isIn ? { name: name.name, type } : undefined;
  }
  return { question, end };
}

function readRecords(octets: Buffer, offset: number, count: number) {
  const records: ResourceRecord[] = [];
  let end = offset;
  for (let n = 0; n < count; n++) {
    const { name: owner, end: at } = readName(octets, end);
    const type = TYPES[octets.readUInt16BE(at)];
    const ttl = octets.readUInt32BE(at + 4);
    const start = at + 10;
    end = start + octets.readUInt16BE(at + 8);
    if (end > octets.length) throw new Malformed("record data cut off");
    if (type === undefined || octets.readUInt16BE(at + 2) !== CLASS_IN) continue;
    const value = readValue(type, octets, start, end);
    records.push({ owner, type, ttl: ttl > MAX_TTL ? 0 : ttl, value } as ResourceRecord);
  }
  return { records, end };
}

function readValue(
  type: RecordType,
  octets: Buffer,
  start: number,
  end: number,
): RecordValues[RecordType] {
  switch (type) {
    case "A":
      return octets.subarray(start, sized(start, end, 4)).join(".");
    case "AAAA":
      return ipv6Text(octets.subarray(start, sized(start, end, 16)));
    case "TXT":
      return readStrings(octets.subarray(start, end));
    case "MX":
      return {
        preference: octets.readUInt16BE(start),
        exchange: nameFilling(octets, start + 2, end),
      };
    case "SOA":
      return "";
    default:
      return nameFilling(octets, start, end);
  }
}

function sized(start: number, end: number, octets: number): number {
  if (end - start !== octets) throw new Malformed(`address of ${end - start} octets`);
  return end;
}

function nameFilling(octets: Buffer, start: number, end: number): string {
  const read = readName(octets, start);
  if (read.end !== end) throw new Malformed("a name does not fill its record data");
  return read.name;
}

function readStrings(data: Buffer): TxtStrings {
  const strings: string[] = [];
  for (let at = 0; at < data.length; ) {
    const start = at + 1;
    at = start + data.readUInt8(at);
    if (at > data.length) throw new Malformed("a character-string is cut off");
    strings.push(data.toString("latin1", start, at));
  }
  return strings;
}

/** RFC 5952 form. */
function ipv6Text(octets: Buffer): string {
  const groups = octets.toString("hex").match(/.{4}/g) ?? [];
  return new SocketAddress({ address: groups.join(":"), family: "ipv6" }).address;
}
