// What the bench makes of its measurements.
import assert from "node:assert/strict";
import { longestChain, median, ratioOf } from "../../bench/ratios";

describe("bench numbers", () => {
  it("have a middle, whatever their order", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([10, 9, 100]), 10);
    assert.throws(() => median([]), /nothing was measured/);
  });

  it("compare pair by pair", () => {
    // The machine was slow during the second pair: its ratio is that of the first.
    const slow = ratioOf([
      [2, 1],
      [20, 10],
      [9, 3],
    ]);
    assert.deepEqual(slow, { first: 9, second: 3, ratio: 2, least: 2, most: 3 });
  });

  it("count the answers that followed one another", () => {
    const wait = (from: number, to: number) => ({ from, to });
    assert.equal(longestChain([]), 0);
    assert.equal(longestChain([wait(0, 25), wait(0, 25), wait(3, 28)]), 1);
    assert.equal(longestChain([wait(51, 76), wait(0, 25), wait(25, 50)]), 3);
    // One long wait beside two short ones.
    assert.equal(longestChain([wait(0, 60), wait(0, 25), wait(26, 51)]), 2);
  });
});
