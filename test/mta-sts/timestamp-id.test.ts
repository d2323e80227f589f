// Ids that are points in time, in every spelling that people publish.
import assert from "node:assert/strict";
import {
  isTimestampId,
  nextTimestampId,
  timestampOf,
} from "../../tasks/MtaStsGateV1/mta-sts/timestamp-id";

const NOW = "2026-11-24T08:05:09.123Z";

describe("timestamp ids", () => {
  const spellings: readonly (readonly [live: string, next: string])[] = [
    ["20260131235959Z", "20261124080509Z"],
    ["20260131235959", "20261124080509"],
    ["20260131235959z", "20261124080509z"],
    ["202601312359Z", "202611240805Z"],
    ["202601312359", "202611240805"],
    ["2026013123Z", "2026112408Z"],
    ["20260131T235959Z", "20261124T080509Z"],
    ["20260131T2359", "20261124T0805"],
    ["20260131", "20261124"],
    ["20260131Z", "20261124Z"],
    ["20240229", "20261124"],
    ["2026013101", "2026112401"],
    ["2026112401", "2026112402"],
    ["2026112408", "2026112409"],
    ["1700000000", "1795507509"],
    ["1700000000000", "1795507509123"],
  ];
  for (const [live, next] of spellings) {
    it(`follow ${live} by ${next}`, () => {
      assert.ok(isTimestampId(live));
      assert.equal(nextTimestampId(live, NOW), next);
    });
  }

  const coarse: readonly (readonly [live: string, next: string])[] = [
    ["20261124", "20261124080509"],
    ["20261124Z", "20261124080509Z"],
    ["202611240805Z", "20261124080509Z"],
    ["2026112499", "20261124080509"],
  ];
  for (const [live, next] of coarse) {
    it(`take a finer spelling where ${live} cannot move`, () => {
      assert.equal(nextTimestampId(live, NOW), next);
    });
  }

  for (const id of ["", "1", "abc", "99999999", "20261301", "20260230", "20230229", "19991231"]) {
    it(`are not ${JSON.stringify(id)}`, () => assert.ok(!isTimestampId(id)));
  }
  for (const id of ["20260131240000Z", "20260131236000", "20260131235960", "2026013199Z"]) {
    it(`have no such time as ${id}`, () => assert.ok(!isTimestampId(id)));
  }
  for (const id of ["20260131T", "2026013", "202601312", "20260131235959ZZ", "2700000000"]) {
    it(`are not spelled ${id}`, () => assert.ok(!isTimestampId(id)));
  }

  it("take Microsoft's form where there is none yet, or none that is a time", () => {
    assert.equal(nextTimestampId(undefined, NOW), "20261124080509Z");
    assert.equal(nextTimestampId("policy1", NOW), "20261124080509Z");
  });

  const times: readonly (readonly [id: string, from: string, to: string])[] = [
    ["20260131125959Z", "2026-01-31T12:59:59.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131125900", "2026-01-31T12:59:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131120000Z", "2026-01-31T12:00:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131000000", "2026-01-31T00:00:00.000Z", "2026-01-31T23:59:59.999Z"],
    ["20260131000001", "2026-01-31T00:00:01.000Z", "2026-01-31T00:00:01.999Z"],
    ["202601311259Z", "2026-01-31T12:59:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["202601311200", "2026-01-31T12:00:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131T125959Z", "2026-01-31T12:59:59.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131t1259z", "2026-01-31T12:59:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["2026013112Z", "2026-01-31T12:00:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131T12", "2026-01-31T12:00:00.000Z", "2026-01-31T12:59:59.999Z"],
    ["20260131", "2026-01-31T00:00:00.000Z", "2026-01-31T23:59:59.999Z"],
    ["20240229Z", "2024-02-29T00:00:00.000Z", "2024-02-29T23:59:59.999Z"],
    ["2026013199", "2026-01-31T00:00:00.000Z", "2026-01-31T23:59:59.999Z"],
    ["1769860799", "2026-01-31T11:59:59.000Z", "2026-01-31T11:59:59.999Z"],
    ["1769860799123", "2026-01-31T11:59:59.123Z", "2026-01-31T11:59:59.123Z"],
  ];
  for (const [id, from, to] of times) {
    it(`mean from ${from} to ${to} by ${id}`, () =>
      assert.deepEqual(timestampOf(id), { from, to }));
  }

  it("mean no time where they are none", () => {
    for (const id of ["", "policy1", "20260230"]) assert.equal(timestampOf(id), undefined);
  });
});
