// Which of several answers to one question counts.
import assert from "node:assert/strict";
import {
  authoritativeAnswer,
  effectiveAnswer,
  hasAuthority,
  heardNameServers,
  hostAddresses,
  mxRecords,
} from "../../tasks/MtaStsGateV1/evidence/effective-answer";
import type {
  Answer,
  Lookup,
  MxRecord,
  Observation,
} from "../../tasks/MtaStsGateV1/evidence/types";
import { answer } from "../support/healthy";

type Said<T> = Observation<Answer<T>>;

const found = <T>(...records: readonly T[]): Said<T> => ({
  status: "found",
  value: answer(records),
});
const absent = (code = "NODATA"): Said<never> => ({ status: "absent", code, detail: "none" });
const failed = (code = "SERVFAIL"): Said<never> => ({
  status: "failed",
  error: { code, message: "no usable answer" },
});
const skipped: Said<never> = { status: "skipped", reason: "an internal address" };

function lookup<T>(resolver: Said<T>, ...servers: readonly Said<T>[]): Lookup<T> {
  return {
    name: "contoso.com",
    type: "A",
    resolver,
    nameServers: {
      status: "found",
      value: servers.map((said, i) => ({
        host: `ns${i + 1}.example.net`,
        address: `198.51.100.${i + 1}`,
        answer: said,
      })),
    },
  };
}

/** The records of an answer, or its status and code. */
function words<T>(said: Observation<Answer<T> | readonly T[]>): unknown {
  if (said.status === "found") return "records" in said.value ? said.value.records : said.value;
  if (said.status === "absent") return `absent ${said.code}`;
  return said.status === "failed" ? `failed ${said.error.code}` : "skipped";
}

const unauthorized = (record: string): Said<string> => ({
  status: "found",
  value: { ...answer([record]), authoritative: false },
});

describe("the answer that counts", () => {
  const cases: readonly (readonly [
    what: string,
    lookup: Lookup<string>,
    authoritative: unknown,
    effective: unknown,
  ])[] = [
    [
      "of a name server before the resolver's",
      lookup(found("old"), found("new")),
      ["new"],
      ["old"],
    ],
    ["of the first name server", lookup(found("x"), found("a"), found("b")), ["a"], ["x"]],
    ["with records before a no", lookup(absent(), absent(), found("a")), ["a"], "absent NODATA"],
    ["that says no", lookup(found("x"), absent("NXDOMAIN"), failed()), "absent NXDOMAIN", ["x"]],
    [
      "of the one server that is heard",
      lookup(failed(), failed("TIMEOUT"), found("a")),
      ["a"],
      ["a"],
    ],
    [
      "of the resolver where no server is heard",
      lookup(found("x"), failed(), skipped),
      ["x"],
      ["x"],
    ],
    [
      "that nobody gives",
      lookup(failed(), failed("TIMEOUT")),
      "failed SERVFAIL",
      "failed SERVFAIL",
    ],
    ["without authority is none", lookup(found("x"), unauthorized("forged")), ["x"], ["x"]],
    [
      "without authority is none even alone",
      lookup(failed(), unauthorized("forged")),
      "failed SERVFAIL",
      "failed SERVFAIL",
    ],
  ];
  for (const [what, asked, authoritative, effective] of cases) {
    it(what, () => {
      assert.deepEqual(words(authoritativeAnswer(asked)), authoritative);
      assert.deepEqual(words(effectiveAnswer(asked)), effective);
    });
  }

  it("is the resolver's where the name servers were not found", () => {
    const asked: Lookup<string> = {
      ...lookup<string>(found("x")),
      nameServers: { status: "failed", error: { code: "SERVFAIL", message: "no zone" } },
    };
    assert.deepEqual(heardNameServers(asked), []);
    assert.deepEqual(words(authoritativeAnswer(asked)), ["x"]);
  });

  it("needs no authority behind an alias", () => {
    const chain = [{ owner: "a.example", target: "b.example", ttl: 60 }];
    const value = { ...answer(["x"]), authoritative: false, chain };
    assert.ok(hasAuthority({ status: "found", value }));
    assert.ok(hasAuthority(absent()));
    assert.ok(!hasAuthority(unauthorized("x")));
  });
});

describe("mxRecords", () => {
  const record = (preference: number, exchange: string): MxRecord => ({ preference, exchange });

  it("joins what the name servers give", () => {
    const [a, b, c] = [record(0, "a.example"), record(10, "b.example"), record(5, "a.example")];
    const asked = lookup(found(record(1, "old.example")), found(a, b), absent(), found(b, c));
    assert.deepEqual(words(mxRecords(asked)), [a, b, c]);
  });

  it("takes the resolver's where none was heard, and a no for a no", () => {
    const old = record(1, "old.example");
    assert.deepEqual(words(mxRecords(lookup(found(old), failed()))), [old]);
    assert.equal(words(mxRecords(lookup<MxRecord>(found(old), absent()))), "absent NODATA");
    assert.equal(words(mxRecords(lookup<MxRecord>(failed(), failed()))), "failed SERVFAIL");
  });
});

describe("hostAddresses", () => {
  const cases: readonly (readonly [a: Said<string>, aaaa: Said<string>, want: unknown])[] = [
    [found("192.0.2.1"), found("2001:db8::1"), ["192.0.2.1", "2001:db8::1"]],
    [found("192.0.2.1"), absent(), ["192.0.2.1"]],
    [
      found("192.0.2.2", "192.0.2.1"),
      found("2001:db8::2", "2001:db8::1"),
      ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"],
    ],
    [absent(), found("2001:db8::1"), ["2001:db8::1"]],
    [failed(), found("2001:db8::1"), ["2001:db8::1"]],
    [found("192.0.2.1"), failed(), ["192.0.2.1"]],
    [absent("NXDOMAIN"), absent("NXDOMAIN"), "absent NXDOMAIN"],
    [absent(), absent(), "absent NODATA"],
    [failed("TIMEOUT"), absent(), "failed TIMEOUT"],
    [absent(), failed("TIMEOUT"), "failed TIMEOUT"],
  ];
  for (const [a, aaaa, want] of cases) {
    it(`of A ${words(a)} and AAAA ${words(aaaa)} is ${want}`, () => {
      const host = { a: lookup(a), aaaa: lookup(aaaa) };
      assert.deepEqual(words(hostAddresses(host)), want);
    });
  }
});
