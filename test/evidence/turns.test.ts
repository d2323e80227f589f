import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Courtesy, Turns } from "../../tasks/MtaStsGateV1/evidence/turns";

describe("turns", () => {
  /** Work that goes on until it is told to end. */
  function endless() {
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => ends.push(resolve));
    return { work, underWay: () => ends.length, end: () => ends.splice(0).map((one) => one()) };
  }

  it("are as many as the limit, in the order of asking, also after a failure", async () => {
    const turns = new Turns(2);
    const order: number[] = [];
    let busy = 0;
    let most = 0;
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((n) =>
        turns.take(async () => {
          order.push(n);
          most = Math.max(most, ++busy);
          await sleep(5);
          busy--;
          if (n === 2) throw new Error("no");
          return n;
        }),
      ),
    );
    assert.deepEqual(order, [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
    assert.deepEqual(
      outcomes.map((one) => one.status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"],
    );
  });

  it("are lent by those who only wait, up to so many in all", async () => {
    const { work, underWay, end } = endless();
    const turns = new Turns(2, { afterSeconds: 0.05, most: 5 });
    const all = Array.from({ length: 8 }, () => turns.take(work));
    await sleep(20);
    assert.equal(underWay(), 2);
    await sleep(50);
    assert.equal(underWay(), 4);
    await sleep(150);
    assert.equal(underWay(), 5);
    end();
    await sleep(20);
    // What has lent its turn gives it back once only.
    assert.equal(underWay(), 2);
    while (underWay() > 0) {
      end();
      await sleep(5);
    }
    await Promise.all(all);
  });

  it("hold at each of several places, whatever the order in which they are named", async () => {
    const turns = new Courtesy({ busy: 9, underWay: 9 }, { busy: 1, underWay: 1 });
    let busy = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++busy);
      await sleep(5);
      busy--;
    };
    const pairs = [
      ["a", "b"],
      ["b", "a"],
      ["b", "c"],
      ["a", "a"],
    ];
    await Promise.all(pairs.map((places) => turns.take(places, work)));
    // The pair of a alone may run beside the one of b and c.
    assert.ok(most <= 2, `${most}`);
  });
});
