// npm start: what a newcomer watches.
import assert from "node:assert/strict";
import { demonstrate } from "../../sandbox/demonstration";

describe("the demonstration", () => {
  it("lets the good change through and stops the bad one", async () => {
    const lines: string[] = [];
    assert.equal(await demonstrate((line) => lines.push(line)), true, lines.join("\n"));
    const results = lines.filter((line) => /^(?:Result: [a-z]|ok: |NOT OK: )/.test(line));
    assert.deepEqual(
      results.map((line) => line.replace(/ \(.*\)$/, "")),
      [
        "Result: passed",
        "Result: passed",
        "Result: failed",
        "ok: the good change was deployed and seen live",
        "ok: the bad change was stopped before it was deployed",
      ],
    );
    assert.ok(lines.some((line) => /^##\[error\].*max_age/.test(line)));
  });
});
