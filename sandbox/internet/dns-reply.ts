// One reply as octets: what the zones say, bent by the faults that hit the question.
import * as dnsPacket from "dns-packet";
import type { AskedQuestion, Fault } from "./dns-faults";
import { answerFrom, type Role, type ZoneAnswer, type Zones } from "./dns-zones";

/** Largest UDP answer to a question without EDNS (RFC 1035 section 4.2.1). */
const PLAIN_UDP_OCTETS = 512;

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 };

/** The octets that answer `query`, which asks for `asked`. */
export function replyTo(
  query: dnsPacket.DecodedPacket,
  asked: AskedQuestion,
  world: { readonly zones: Zones; readonly role: Role },
  faults: readonly Fault[],
): Buffer {
  const has = (kind: Fault["kind"]) => faults.some((fault) => fault.kind === kind);
  const { rcode, zoneAnswer } = contentOf(asked, world, has);
  const head = headOf(query, world.role, rcode, zoneAnswer.authoritative);
  if (has("garbage")) return Buffer.from("this is no DNS message");
  if (has("no-edns") && asked.edns) return dnsPacket.encode({ ...head, questions: [] });
  const spelled = <T extends { readonly name: string }>(records: readonly T[]): T[] =>
    records.map((one) => (has("upper-case") ? { ...one, name: one.name.toUpperCase() } : one));
  const name = has("wrong-question") ? `not.${asked.name}` : (query.questions?.[0]?.name ?? "");
  const whole = dnsPacket.encode({
    ...head,
    id: has("wrong-id") ? (head.id + 1) & 0xffff : head.id,
    questions: spelled([{ name, type: asked.type }]),
    answers: spelled(zoneAnswer.answers),
    authorities: has("no-authority") ? [] : [...zoneAnswer.authorities],
    additionals: asked.edns ? [OPT] : [],
  });
  if (has("cut-off")) return whole.subarray(0, -15);
  const room = asked.transport === "tcp" ? Number.POSITIVE_INFINITY : udpRoom(query);
  return whole.length > room || (has("truncate") && asked.transport === "udp")
    ? dnsPacket.encode({
        ...head,
        flags: head.flags | dnsPacket.TRUNCATED_RESPONSE,
        questions: [{ name, type: asked.type }],
      })
    : whole;
}

const OPT: dnsPacket.OptAnswer = {
  type: "OPT",
  name: ".",
  udpPayloadSize: 1232,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

const NOTHING: ZoneAnswer = {
  rcode: "NOERROR",
  authoritative: false,
  answers: [],
  authorities: [],
};

function contentOf(
  asked: AskedQuestion,
  { zones, role }: { readonly zones: Zones; readonly role: Role },
  has: (kind: Fault["kind"]) => boolean,
): { readonly rcode: number; readonly zoneAnswer: ZoneAnswer } {
  if (has("formerr") || (has("no-edns") && asked.edns)) {
    return { rcode: RCODES.FORMERR, zoneAnswer: NOTHING };
  }
  if (has("servfail")) return { rcode: RCODES.SERVFAIL, zoneAnswer: NOTHING };
  if (has("notimp")) return { rcode: RCODES.NOTIMP, zoneAnswer: NOTHING };
  if (has("refused")) return { rcode: RCODES.REFUSED, zoneAnswer: NOTHING };
  const said = answerFrom(zones, role, asked.name, asked.type);
  const authoritative = said.authoritative && !has("not-authoritative");
  if (has("half-chain") && said.answers[0]?.type === "CNAME") {
    const answers = said.answers.slice(0, 1);
    return { rcode: RCODES.NOERROR, zoneAnswer: { ...NOTHING, authoritative, answers } };
  }
  const answers = has("wrong-owner")
    ? said.answers.map((record) => ({ ...record, name: `not.${record.name}` }))
    : said.answers;
  return { rcode: RCODES[said.rcode], zoneAnswer: { ...said, answers, authoritative } };
}

function headOf(
  query: dnsPacket.DecodedPacket,
  role: Role,
  rcode: number,
  authoritative: boolean,
): { readonly type: "response"; readonly id: number; readonly flags: number } {
  const flags =
    rcode |
    (authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0) |
    (query.flag_rd ? dnsPacket.RECURSION_DESIRED : 0) |
    (role === "resolver" ? dnsPacket.RECURSION_AVAILABLE : 0);
  return { type: "response", id: query.id ?? 0, flags };
}

function udpRoom(query: dnsPacket.DecodedPacket): number {
  const opt = query.additionals?.find((record) => record.type === "OPT");
  return Math.max(PLAIN_UDP_OCTETS, opt?.udpPayloadSize ?? 0);
}
