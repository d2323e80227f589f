// Paths of the repository as text.
import assert from "node:assert/strict";
import {
  isBelow,
  joined,
  nameOf,
  parentOf,
} from "../../tasks/MtaStsGateV1/interpret/repository-paths";

describe("a path of the repository", () => {
  it("has a folder, the root where it names none", () => {
    assert.equal(parentOf("a/b/c.txt"), "a/b");
    assert.equal(parentOf("a"), ".");
    assert.equal(parentOf("/a"), "");
  });

  it("has a name", () => {
    assert.equal(nameOf("a/b/c.txt"), "c.txt");
    assert.equal(nameOf("c.txt"), "c.txt");
  });

  it("goes on below a folder, whatever slashes it begins with", () => {
    assert.equal(joined("a", "b"), "a/b");
    assert.equal(joined("a", "//b/c"), "a/b/c");
    assert.equal(joined(".", "/b"), "b");
    for (const way of ["", ".", "/", "/."]) {
      assert.equal(joined("a", way), "a", way);
      assert.equal(joined(".", way), ".", way);
    }
  });

  it("lies in a folder where all of the folder's name stands before it", () => {
    assert.ok(isBelow("a/b/c", "a"));
    assert.ok(!isBelow("ab/c", "a"));
    assert.ok(!isBelow("a", "a"));
    assert.ok(isBelow("a", "."));
    assert.ok(!isBelow(".", "."));
  });
});
