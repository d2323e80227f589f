// The TXT record from what every server says of it.
import assert from "node:assert/strict";
import type { Record } from "../../tasks/MtaStsGateV1/deployment";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { readMisplaced, readRecord } from "../../tasks/MtaStsGateV1/interpret/record";
import { type Case, evidenceOf } from "../support/case";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const NAME = "_mta-sts.contoso.com";
const OLD = { value: { records: [["v=STSv1; id=1;"]] } };
const NODATA = { status: "absent", code: "NODATA", detail: "none" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
const chain = (...targets: readonly string[]) => ({
  value: {
    chain: targets.map((target, i) => ({ owner: targets[i - 1] ?? NAME, target, ttl: 60 })),
  },
});

const evidence = (fixture: Omit<Case, "stage">): Evidence =>
  evidenceOf(HEALTHY_POLICY, { stage: "monitor", ...fixture });

/** Evidence in which the resolver or a name server of the healthy domain says something else. */
const said = (record: object): Evidence => evidence({ evidence: { record } });
const servers = (value: object): Evidence => said({ nameServers: { value } });

function recordOf(one: Evidence): Record {
  const record = readRecord(one);
  assert.equal(record.status, "found");
  return (record as { readonly value: Record }).value;
}

describe("readRecord", () => {
  it("gives the record that the name servers give", () => {
    const record = recordOf(evidence({}));
    assert.equal(record.name, NAME);
    assert.equal(record.reading.kind === "valid" && record.reading.id, HEALTHY_ID);
    assert.equal(record.source, "authoritative");
    assert.equal(record.ttl, 3600);
    assert.equal(record.delegatedTo, undefined);
    assert.equal(record.authorityMissing, undefined);
    assert.deepEqual(record.dissenting, []);
  });

  it("takes the resolver's where no name server is heard, and says why", () => {
    const unheard = recordOf(said({ nameServers: { value: [] } }));
    assert.equal(unheard.source, "resolver");
    assert.equal(unheard.authorityMissing, "no name server answered");
    const failed = recordOf(said({ nameServers: FAILED }));
    assert.equal(failed.authorityMissing, "no usable answer");
    const skipped = recordOf(said({ nameServers: { status: "skipped", reason: "all internal" } }));
    assert.equal(skipped.authorityMissing, "all internal");
    const forged = { answer: { value: { authoritative: false } } };
    assert.match(recordOf(servers({ 0: forged, 1: forged })).authorityMissing ?? "", /authority/);
  });

  it("joins the strings of a record without blanks", () => {
    const records = [["v=STSv1; ", "id=a", "b;"]];
    const { reading } = recordOf(servers({ 0: { answer: { value: { records } } } }));
    assert.equal(reading.kind === "valid" && reading.id, "ab");
  });

  it("is absent by an authoritative no only", () => {
    assert.equal(readRecord(evidence({ txt: [] })).status, "absent");
    const split = servers({ 0: { answer: NODATA } });
    assert.equal(readRecord(split).status, "found");
    const lost = said({ resolver: FAILED, nameServers: FAILED });
    assert.equal(readRecord(lost).status, "failed");
    const lint = evidenceOf(HEALTHY_POLICY, { stage: "lint" });
    assert.equal(readRecord(lint).status, "skipped");
  });

  it("names every name server that says otherwise", () => {
    const says = (one: Evidence) =>
      recordOf(one).dissenting.map(({ host, says: words }) => `${host}: ${words}`);
    assert.deepEqual(says(servers({ 1: { answer: OLD } })), ["ns2.example.net: id 1"]);
    assert.deepEqual(says(servers({ 1: { answer: NODATA } })), ["ns2.example.net: no record"]);
    assert.deepEqual(says(servers({ 0: { answer: NODATA } })), ["ns1.example.net: no record"]);
    assert.deepEqual(says(servers({ 1: { answer: FAILED } })), []);
    const texts = (...records: readonly string[][]) => ({ answer: { value: { records } } });
    assert.deepEqual(says(servers({ 1: texts(["v=STSv1; id=1"], ["v=STSv1; id=2"]) })), [
      "ns2.example.net: 2 records",
    ]);
    assert.deepEqual(says(servers({ 1: texts(["v=STSv1"]) })), [
      "ns2.example.net: a record without a legal id",
    ]);
    assert.deepEqual(says(servers({ 1: texts(["v=STSv1 id=1"]) })), [
      "ns2.example.net: a malformed record",
    ]);
  });

  it("follows an alias to its end", () => {
    const aliased = recordOf(servers({ 0: { answer: chain("a.example.net", "b.example.net") } }));
    assert.equal(aliased.delegatedTo, "b.example.net");
    assert.deepEqual(aliased.aliases, ["a.example.net", "b.example.net"]);
  });

  it("tells a loop of aliases from a server that fails", () => {
    const loop = {
      status: "failed",
      error: { code: "CNAME_LOOP", message: "_mta-sts.contoso.com leads back to itself" },
    };
    const record = readRecord(
      said({
        resolver: FAILED,
        nameServers: { value: { 0: { answer: loop }, 1: { answer: loop } } },
      }),
    );
    assert.equal(record.status === "failed" && record.error.code, "CNAME_LOOP");
  });

  it("tells aliases without end beside an answer without authority", () => {
    const alias = (code: string) => ({ status: "failed", error: { code, message: "no end" } });
    const forged = { value: { authoritative: false } };
    const code = (first: object, second: object) => {
      const value = { 0: { answer: first }, 1: { answer: second } };
      const record = readRecord(said({ resolver: FAILED, nameServers: { value } }));
      return record.status === "failed" && record.error.code;
    };
    assert.equal(code(forged, alias("CNAME_LOOP")), "CNAME_LOOP");
    assert.equal(code(forged, alias("CNAME_TOO_LONG")), "CNAME_TOO_LONG");
    assert.equal(code(forged, forged), "SERVFAIL");
  });

  it("keeps the texts beside the record", () => {
    const { unrelated } = recordOf(evidence({ txt: ["x", `v=STSv1; id=${HEALTHY_ID};`, "y"] }));
    assert.deepEqual(unrelated, ["x", "y"]);
  });

  it("knows a wildcard's answer", () => {
    const value = {
      records: [[`v=STSv1; id=${HEALTHY_ID};`]],
      ttl: 60,
      chain: [],
      authoritative: true,
      server: "x",
      seconds: 0,
    };
    const wildcard = { resolver: { status: "found", value } };
    assert.ok(recordOf(evidence({ evidence: { wildcard } })).isWildcard);
    assert.ok(!recordOf(evidence({})).isWildcard);
  });
});

describe("readMisplaced", () => {
  it("finds records of MTA-STS where no sender looks, and no others", () => {
    const { record } = evidence({});
    const at = (name: string, text: string) => {
      const patched = evidence({ txt: [text] }).record;
      return { ...patched, name };
    };
    const misplaced = [
      at("contoso.com", "v=spf1 -all"),
      at("mta-sts.contoso.com", "v=STSv1; id=1"),
    ];
    assert.deepEqual(readMisplaced({ record, wildcard: record, misplaced }), [
      { name: "mta-sts.contoso.com", text: "v=STSv1; id=1" },
    ]);
  });
});

describe("interpret", () => {
  const staleOf = (one: Evidence) => interpret(one, healthyOptions("monitor")).staleRecord;

  it("tells a resolver that still has what no name server has", () => {
    const old = { value: { ...OLD.value, ttl: 1830 } };
    assert.deepEqual(staleOf(said({ resolver: old })), { says: "id 1", ttl: 1830 });
    assert.deepEqual(staleOf(said({ resolver: NODATA })), { says: "no record" });
  });

  it("calls no resolver stale that agrees with a name server, failed or is alone", () => {
    assert.equal(staleOf(evidence({})), undefined);
    assert.equal(staleOf(said({ resolver: FAILED })), undefined);
    assert.equal(staleOf(said({ resolver: OLD, nameServers: FAILED })), undefined);
    const split = said({ resolver: OLD, nameServers: { value: { 1: { answer: OLD } } } });
    assert.equal(staleOf(split), undefined);
  });
});
