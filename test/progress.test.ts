import assert from "node:assert/strict";
import { progressTeller } from "../tasks/MtaStsGateV1/progress";

function told(total: number, seconds: readonly number[]) {
  const steps: string[] = [];
  const lines: string[] = [];
  let now = 0;
  const tell = progressTeller(
    {
      progress: (percent, words) => steps.push(`${percent} ${words}`),
      write: (entries) =>
        lines.push(...entries.map((entry) => (entry.kind === "text" ? entry.text : entry.kind))),
    },
    total,
    () => now,
  );
  for (const [index, pause] of seconds.entries()) {
    now += pause * 1000;
    tell(index + 1);
  }
  return { steps, lines };
}

describe("progress", () => {
  it("moves the agent's bar in twentieths", () => {
    const { steps, lines } = told(200, Array(200).fill(0.01));
    assert.equal(steps.length, 20);
    assert.equal(steps[0], "5 looked at 10 of 200 domains");
    assert.equal(steps.at(-1), "100 looked at 200 of 200 domains");
    assert.deepEqual(lines, []);
  });

  it("writes a line at most every ten seconds, and none at the end", () => {
    const { lines } = told(10, Array(10).fill(4));
    assert.deepEqual(lines, [
      "looked at 3 of 10 domains",
      "looked at 6 of 10 domains",
      "looked at 9 of 10 domains",
    ]);
    assert.deepEqual(told(2, [30, 30]).lines, ["looked at 1 of 2 domains"]);
  });

  it("leaves a single domain alone", () => {
    assert.deepEqual(told(1, [60]), { steps: [], lines: [] });
  });
});
