// The story that npm start -- --story update tells: the gate is right in every scene, and a scene that is not is seen.
import assert from "node:assert/strict";
import { tellUpdate, UPDATE_SCENES } from "../../sandbox/story/update";

async function told(scenes = UPDATE_SCENES) {
  const lines: string[] = [];
  const isRight = await tellUpdate((line) => lines.push(line), scenes);
  return { isRight, text: lines.join("\n") };
}

describe("the story of an update", () => {
  it("is right day by day, each step once wrong and once right", async () => {
    const { isRight, text } = await told();
    assert.ok(isRight, text);
    const days = [...text.matchAll(/^Day (\d+)$/gm)].map(([, day]) => Number(day));
    assert.deepEqual(days, [0, 28, 60, 68, 70, 100, 103, 108]);
    assert.equal((text.match(/^ {2}wrong: /gm) ?? []).length, 12);
    assert.equal((text.match(/^ {2}right: /gm) ?? []).length, 13);
    assert.match(text, /^ok: the gate was right every time$/m);
    assert.match(text, /until 2026-03-13 \d\d:\d\d:\d\d UTC at worst/, "a week after day 60");
  }).timeout(60_000);

  it("tells where the gate is not as expected", async () => {
    const [first, ...rest] = UPDATE_SCENES.slice(0, 2);
    assert.ok(first);
    const { isRight, text } = await told([
      { ...first, expected: { stops: "policy-empty" } },
      ...rest,
    ]);
    assert.equal(isRight, false);
    assert.match(text, /NOT AS EXPECTED: error policy-empty\n {2}wrong: enforce at once/);
    assert.match(text, /^NOT OK: see above$/m);
  });
});
