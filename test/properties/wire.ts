// What comes in over the wire: DNS messages, SMTP replies, HTTP responses with interim ones before them.
import assert from "node:assert/strict";
import type { Duplex } from "node:stream";
import * as dnsPacket from "dns-packet";
import fc from "fast-check";
import { readMessage } from "../../tasks/MtaStsGateV1/evidence/dns-message";
import { skipInterimResponses } from "../../tasks/MtaStsGateV1/evidence/https-interim";
import { readReply } from "../../tasks/MtaStsGateV1/evidence/smtp-reply";
import { changed, mixed, ODD_PIECES } from "./octets";
import { property } from "./property";

const NAME = fc
  .array(fc.stringMatching(/^[a-z0-9_-]{1,12}$/), { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join("."));

const txt = fc.array(
  fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets)),
  { minLength: 1, maxLength: 3 },
);

const record = fc.oneof(
  fc.record({ type: fc.constant("TXT" as const), name: NAME, data: txt }),
  fc.record({
    type: fc.constant("MX" as const),
    name: NAME,
    data: fc.record({ preference: fc.nat(65_535), exchange: NAME }, { noNullPrototype: true }),
  }),
  fc.record({ type: fc.constant("CNAME" as const), name: NAME, data: NAME }),
  fc.record({ type: fc.constant("A" as const), name: NAME, data: fc.ipV4() }),
  fc.record({ type: fc.constant("AAAA" as const), name: NAME, data: fc.ipV6() }),
);

/** A response, written by the library that the product does not read with. */
const message = fc
  .record({ id: fc.nat(65_535), name: NAME, answers: fc.array(record, { maxLength: 4 }) })
  .map(({ id, name, answers }) => ({
    id,
    name,
    answers,
    octets: dnsPacket.encode({
      type: "response",
      id,
      questions: [{ name, type: "TXT" }],
      answers: answers.map((one) => ({ ...one, ttl: 60, class: "IN" })) as dnsPacket.Answer[],
    }),
  }));

const DNS_PIECES = [
  Buffer.from([0xc0, 0x0c]),
  Buffer.from([0xc0, 0xff]),
  Buffer.from([0xff, 0xff]),
  Buffer.from([0x00, 0x10, 0x00, 0x01]),
  Buffer.from([0x3f]),
  Buffer.from([0x40]),
  Buffer.from([0]),
];

const replyLines = fc.record({
  code: fc.integer({ min: 200, max: 599 }),
  lines: fc.array(fc.stringMatching(/^[\x20-\x7e]{0,20}$/), { minLength: 1, maxLength: 4 }),
  end: fc.constantFrom("\r\n", "\n"),
  rest: fc.constantFrom("", "250 more", "\0"),
});

const replyText = ({ code, lines, end }: { code: number; lines: string[]; end: string }) =>
  lines.map((line, i) => `${code}${i === lines.length - 1 ? " " : "-"}${line}${end}`).join("");

const SMTP_PIECES = ["220 ", "250-", "250 ", "220", "\r\n", "\n", "5", "-", "ESMTP", "STARTTLS"];

const INTERIM = [
  "HTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
  "HTTP/1.0 199 \r\n\r\n",
];
const FINAL = [
  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
  "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  "HTTP/1.1 404 \r\n\r\n",
  "SSH-2.0-x\r\n",
];

/** All that a client reads where the octets come in these chunks. */
function readIn(chunks: readonly Uint8Array[]): Buffer {
  const waiting = chunks.map((chunk) => Buffer.from(chunk));
  const socket = { read: () => waiting.shift() ?? null } as unknown as Duplex;
  skipInterimResponses(socket);
  const seen: Buffer[] = [];
  while (waiting.length > 0) {
    const chunk = socket.read() as Buffer | null;
    if (chunk !== null) seen.push(chunk);
  }
  return Buffer.concat(seen);
}

function cutAt(octets: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const sorted = [...places.map((place) => place % (octets.length + 1)), 0, octets.length].sort(
    (a, b) => a - b,
  );
  return sorted.slice(1).flatMap((end, i) => {
    const chunk = octets.subarray(sorted[i], end);
    return chunk.length === 0 ? [] : [chunk];
  });
}

const places = fc.array(fc.nat(200), { maxLength: 6 });

/** The properties of what is read from sockets. */
export const wireProperties = [
  property("DNS: what another library writes is read", message, ({ octets, ...sent }) => {
    const read = readMessage(octets);
    assert.equal(read?.id, sent.id);
    assert.deepEqual(read?.question, { name: sent.name, type: "TXT" });
    assert.equal(read?.answers.length, sent.answers.length);
    read?.answers.forEach((answer, i) => {
      const was = sent.answers[i];
      assert.equal(answer.owner, was?.name);
      if (was?.type === "TXT") {
        assert.deepEqual(
          answer.value,
          was.data.map((text) => text.toString("latin1")),
        );
      } else if (was?.type === "AAAA") assert.equal(answer.type, "AAAA");
      else assert.deepEqual(answer.value, was?.data);
    });
  }),
  property(
    "DNS: octets of any kind are read or are no message",
    mixed(
      message.map(({ octets }) => octets),
      DNS_PIECES,
    ),
    (octets) => {
      const read = readMessage(Buffer.from(octets));
      if (read === undefined) return;
      assert.ok(octets.length >= 12);
      for (const { owner, ttl } of [...read.answers, ...read.authorities]) {
        assert.match(owner, /^[!-~]*$/);
        assert.ok(ttl >= 0 && ttl <= 0x7fff_ffff);
      }
    },
    600,
  ),
  property("SMTP: a reply is read, with what comes after it", replyLines, (sent) => {
    const text = replyText(sent);
    const read = readReply(Buffer.from(text + sent.rest));
    assert.ok(read.kind === "reply", read.kind);
    assert.deepEqual(read.reply, { code: sent.code, lines: sent.lines });
    assert.equal(read.rest.toString(), sent.rest);
    for (let length = 0; length < text.length; length += 1) {
      assert.equal(readReply(Buffer.from(text.slice(0, length))).kind, "incomplete");
    }
  }),
  property(
    "SMTP: octets of any kind are read, and more of them change no verdict",
    fc.tuple(
      mixed(
        replyLines.map((sent) => Buffer.from(replyText(sent))),
        SMTP_PIECES,
      ),
      fc.constantFrom("", "250 x\r\n", "\n", "\0"),
    ),
    ([octets, more]) => {
      const read = readReply(Buffer.from(octets));
      if (read.kind === "incomplete") return;
      const further = readReply(Buffer.concat([octets, Buffer.from(more)]));
      assert.equal(further.kind, read.kind);
      if (read.kind === "reply" && further.kind === "reply") {
        assert.deepEqual(further.reply, read.reply);
        assert.equal(further.rest.length, read.rest.length + more.length);
      }
    },
    300,
  ),
  property(
    "HTTP: interim responses are left out, however the octets come",
    fc.tuple(
      fc.array(fc.constantFrom(...INTERIM), { maxLength: 4 }),
      fc.constantFrom(...FINAL),
      places,
    ),
    ([interim, final, cuts]) => {
      const chunks = cutAt(Buffer.from(interim.join("") + final), cuts);
      assert.equal(readIn(chunks).toString(), final);
    },
    200,
  ),
  property(
    "HTTP: octets of any kind come through alike, however they are cut",
    fc.tuple(
      changed(
        fc.constantFrom(...FINAL, ...INTERIM).map((text) => Buffer.from(text)),
        [...INTERIM, ...ODD_PIECES],
      ),
      places,
    ),
    ([octets, cuts]) =>
      assert.equal(readIn(cutAt(octets, cuts)).toString("hex"), readIn([octets]).toString("hex")),
    200,
  ),
];
