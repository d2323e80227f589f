// docs/performance.md, as the bench writes it.
import assert from "node:assert/strict";
import { duration, PART_NAMES, target, times, withPart } from "../../bench/page";
import { textOf } from "../support/sources";

describe("bench page", () => {
  it("takes a part between its markers and keeps the rest", () => {
    const page = "a\n<!-- bench: package -->\nold\n<!-- /bench: package -->\nb\n";
    const written = withPart(page, "package", "new\n");
    assert.equal(written, "a\n<!-- bench: package -->\n\nnew\n\n<!-- /bench: package -->\nb\n");
    assert.equal(withPart(written, "package", "new"), written);
    assert.throws(() => withPart(page, "profile", "new"), /no place for the part profile/);
  });

  it("has a place for every part", () => {
    const page = textOf("docs/performance.md");
    for (const part of PART_NAMES) assert.match(withPart(page, part, "measured"), /\nmeasured\n/);
  });

  it("shows numbers as people read them", () => {
    assert.deepEqual([0.126, 4.26, 41.3, 1234].map(duration), [
      "0.13 ms",
      "4.3 ms",
      "41 ms",
      "1.2 s",
    ]);
    assert.deepEqual([1.237, 12.34].map(times), ["1.24 x", "12.3 x"]);
    assert.equal(target(1.25, 1.25, times), "at most 1.25 x: reached");
    assert.equal(target(1.26, 1.25, times), "at most 1.25 x: **missed**");
  });
});
