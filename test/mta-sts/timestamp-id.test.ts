// Ids that are points in time, in every spelling that people publish.
import assert from "node:assert/strict";
import { isTimestampId, nextTimestampId } from "../../tasks/MtaStsGateV1/mta-sts/timestamp-id";

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
});
