import assert from "node:assert/strict";
import { asOneGroup, byRun } from "../../tasks/MtaStsGateV1/checks/line-places";

const lines = (...numbers: number[]) => numbers.map((number) => ({ number }));

describe("line places", () => {
  for (const [numbers, place] of [
    [[5], "line 5"],
    [[5, 6], "lines 5 to 6"],
    [[5, 6, 7, 8], "lines 5 to 8"],
    [[1, 3], "lines 1 and 3"],
    [[1, 3, 4, 9], "lines 1, 3 to 4 and 9"],
    [[1, 3, 5, 7, 9, 10], "lines 1, 3, 5 and 3 more"],
  ] as const) {
    it(`are named ${place}`, () => assert.equal(asOneGroup(lines(...numbers))?.place, place));
  }

  it("are told by run, the rest in one from the fifth run on", () => {
    const groups = byRun(lines(1, 2, 5, 7, 9, 11, 12, 20));
    assert.deepEqual(
      groups.map(({ place, isOne, likewise }) => [place, isOne, likewise]),
      [
        ["lines 1 to 2", false, "; likewise in line 2"],
        ["line 5", true, ""],
        ["line 7", true, ""],
        ["line 9", true, ""],
        ["lines 11 to 12 and 20", false, "; likewise in lines 12 and 20"],
      ],
    );
    assert.equal(byRun(lines(1, 3, 5, 7, 9)).length, 5);
    assert.deepEqual(byRun([]), []);
    assert.equal(asOneGroup([]), undefined);
  });
});
