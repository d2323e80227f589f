import assert from "node:assert/strict";
import { readMessage, writeQuestion } from "../../tasks/MtaStsGateV1/evidence/dns-message";
import {
  isAskable,
  isWithin,
  parentOf,
  readName,
} from "../../tasks/MtaStsGateV1/evidence/dns-names";

// Octets by hand: the reader is held against RFC 1035, not against the encoder that the sandbox uses.
const u16 = (...values: number[]) => values.flatMap((value) => [value >> 8, value & 0xff]);
const label = (text: string) => [text.length, ...Buffer.from(text, "latin1")];
const NAME = [...label("a"), ...label("Example"), 0];
const POINTER_TO_QUESTION = [0xc0, 12];

function message(
  records: readonly (readonly number[])[],
  { flags = 0x8180, authorities = 0, type = 16, id = 7 } = {},
): Buffer {
  const answers = records.length - authorities;
  const header = u16(id, flags, 1, answers, authorities, 0);
  return Buffer.from([...header, ...NAME, ...u16(type, 1), ...records.flat()]);
}

function record(
  type: number,
  data: readonly number[],
  { ttl = 60, length = data.length, cls = 1 } = {},
) {
  return [...POINTER_TO_QUESTION, ...u16(type, cls, ttl >>> 16, ttl & 0xffff, length), ...data];
}

const read = (octets: Buffer) => readMessage(octets);
const answer = (octets: Buffer) => read(octets)?.answers[0];

describe("a DNS message", () => {
  it("reads header, question and sections", () => {
    const octets = message([record(16, label("x")), record(6, NAME)], {
      flags: 0x8703,
      authorities: 1,
    });
    assert.deepEqual(read(octets), {
      id: 7,
      rcode: "NXDOMAIN",
      authoritative: true,
      truncated: true,
      repeatsQuestion: true,
      question: { name: "a.example", type: "TXT" },
      answers: [{ owner: "a.example", type: "TXT", ttl: 60, value: ["x"] }],
      authorities: [{ owner: "a.example", type: "SOA", ttl: 60, value: "" }],
    });
  });

  it("keeps every octet and every empty string of TXT", () => {
    const every = String.fromCharCode(...Array.from({ length: 255 }, (_, n) => n + 1));
    const octets = message([record(16, [0, ...label(every), ...label("\0\r\n"), 0])]);
    assert.deepEqual(answer(octets)?.value, ["", every, "\0\r\n", ""]);
  });

  it("reads addresses in their canonical form", () => {
    assert.equal(answer(message([record(1, [192, 0, 2, 1])]))?.value, "192.0.2.1");
    const v6 = [0x20, 1, 0x0d, 0xb8, ...new Array(11).fill(0), 1];
    assert.equal(answer(message([record(28, v6)]))?.value, "2001:db8::1");
  });

  it("reads names through pointers, in lower case", () => {
    const mx = record(15, [...u16(10), ...label("MX1"), 0xc0, 14]);
    assert.deepEqual(answer(message([mx]))?.value, { preference: 10, exchange: "mx1.example" });
    const nullMx = record(15, [...u16(0), 0]);
    assert.deepEqual(answer(message([nullMx]))?.value, { preference: 0, exchange: "" });
  });

  it("shows a dot inside a label and odd octets as escapes", () => {
    const cname = record(5, [...label("a.b\\"), ...label("\x1b \xff"), 0]);
    assert.equal(answer(message([cname]))?.value, "a\\.b\\\\.\\027\\032\\255");
  });

  it("never folds letters outside ASCII", () => {
    const kelvin = record(5, [...label("\xe2\x84\xaa"), 0]);
    assert.equal(answer(message([kelvin]))?.value, "\\226\\132\\170");
  });

  it("passes over records of other types and classes, whatever they hold", () => {
    const octets = message([
      record(46, [1, 2]),
      record(16, label("no"), { cls: 3 }),
      record(16, label("x")),
    ]);
    assert.deepEqual(
      read(octets)?.answers.map(({ value }) => value),
      [["x"]],
    );
  });

  it("takes a TTL with the top bit set for 0", () => {
    assert.equal(answer(message([record(16, label("x"), { ttl: 0x8000_0001 })]))?.ttl, 0);
    assert.equal(answer(message([record(16, label("x"), { ttl: 0x7fff_ffff })]))?.ttl, 0x7fff_ffff);
  });

  it("tells apart a question of another type, and none", () => {
    assert.equal(read(message([], { type: 99 }))?.question, undefined);
    assert.equal(read(message([], { type: 99 }))?.repeatsQuestion, true);
    assert.equal(read(Buffer.from(u16(7, 0x8181, 0, 0, 0, 0)))?.repeatsQuestion, false);
  });

  it("has a word for every rcode", () => {
    const rcode = (n: number) => read(message([], { flags: 0x8180 | n }))?.rcode;
    assert.deepEqual([0, 1, 2, 3, 4, 5, 11].map(rcode), [
      "NOERROR",
      "FORMERR",
      "SERVFAIL",
      "NXDOMAIN",
      "NOTIMP",
      "REFUSED",
      "RCODE11",
    ]);
  });

  const BROKEN: Record<string, Buffer> = {
    "no octets": Buffer.alloc(0),
    "half a header": Buffer.from(u16(7, 0x8180, 0)),
    "a query": message([], { flags: 0x0100 }),
    "another opcode": message([], { flags: 0xa800 }),
    "fewer records than announced": message([record(16, label("x"))]).subarray(0, -9),
    "record data that is cut off": message([record(16, label("x"), { length: 9 })]),
    "a string longer than its record": message([record(16, [9, 0x78])]),
    "an address of three octets": message([record(1, [192, 0, 2])]),
    "an address of five octets": message([record(1, [192, 0, 2, 1, 1])]),
    "a name shorter than its record": message([record(5, [...NAME, 0])]),
    "a name longer than its record": message([record(5, NAME, { length: 3 })]),
    "a pointer to itself": message([record(5, [0xc0, 39])]),
    "a pointer forward": message([record(5, [0xc0, 200])]),
    "an unknown kind of label": message([record(5, [0x41, 0x78, 0])]),
  };
  for (const [what, octets] of Object.entries(BROKEN)) {
    it(`${what} is no message`, () => assert.equal(read(octets), undefined));
  }

  it("a name of more than 255 octets is none", () => {
    const sixty = label("x".repeat(60));
    const longest = [...sixty, ...sixty, ...sixty, ...sixty, ...label("x".repeat(9)), 0];
    const tooLong = [...sixty, ...sixty, ...sixty, ...sixty, ...label("x".repeat(10)), 0];
    assert.equal(readName(Buffer.from(longest), 0).name.length, 253);
    assert.throws(() => readName(Buffer.from(tooLong), 0), /255/);
  });

  it("never throws on damaged octets", () => {
    const whole = message([
      record(16, label("x")),
      record(15, [...u16(1), 0xc0, 14]),
      record(5, NAME),
    ]);
    let seed = 1;
    const next = (below: number) => {
      seed = (seed * 48271) % 0x7fff_ffff;
      return seed % below;
    };
    let broken = 0;
    for (let n = 0; n < 5000; n++) {
      const octets = Buffer.from(whole.subarray(0, 12 + next(whole.length - 11)));
      for (let k = 0; k < 3; k++) octets[next(octets.length)] = next(256);
      if (read(octets) === undefined) broken++;
    }
    assert.ok(broken > 1000 && broken < 5000, `${broken} of 5000 were no message`);
  });
});

describe("a DNS question", () => {
  const question = { name: "a.example", type: "TXT" } as const;

  it("has id, RD, name and type, and announces 1232 octets", () => {
    const octets = writeQuestion(0x1234, question, { recursionDesired: true, edns: true });
    const opt = [0, ...u16(41, 1232, 0, 0, 0)];
    const want = [...u16(0x1234, 0x0100, 1, 0, 0, 1), ...label("a"), ...label("example"), 0];
    assert.deepEqual([...octets], [...want, ...u16(16, 1), ...opt]);
  });

  it("goes without RD and without EDNS", () => {
    const octets = writeQuestion(1, question, { recursionDesired: false, edns: false });
    assert.deepEqual([...octets.subarray(0, 12)], u16(1, 0, 1, 0, 0, 0));
  });
});

describe("DNS names", () => {
  it("are askable as visible ASCII within the limits", () => {
    const long = `${"x".repeat(63)}.`.repeat(3) + "x".repeat(61);
    for (const name of ["com", "_mta-sts.example.com", "x".repeat(63), long, "a_b.xn--nxa.com"]) {
      assert.equal(isAskable(name), true, name);
    }
    for (const name of [
      "",
      "a..b",
      ".a",
      "a.",
      "x".repeat(64),
      `${long}x`,
      "a\\.b",
      "a b",
      "ä.com",
    ]) {
      assert.equal(isAskable(name), false, name);
    }
  });

  it("lie within their zones", () => {
    assert.equal(isWithin("example.com", "example.com"), true);
    assert.equal(isWithin("a.example.com", "example.com"), true);
    assert.equal(isWithin("a.example.com", ""), true);
    assert.equal(isWithin("anexample.com", "example.com"), false);
    assert.equal(isWithin("com", "example.com"), false);
    assert.equal(parentOf("a.example.com"), "example.com");
    assert.equal(parentOf("com"), "");
  });
});
