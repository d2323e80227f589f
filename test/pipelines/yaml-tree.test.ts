// YAML with places, and nothing that a hostile file could do with it.
import assert from "node:assert/strict";
import { parseYaml } from "../../tasks/MtaStsGateV1/pipelines/yaml-tree";

describe("parseYaml", () => {
  it("gives every value its place, and text whatever it looks like", () => {
    const { root } = parseYaml("steps:\r\n- checkout: yes # here\r\n  fetchDepth: 1\r\n");
    assert.ok(root?.kind === "map");
    const [steps] = root.entries;
    assert.ok(steps?.value.kind === "list");
    const [step] = steps.value.items;
    assert.ok(step?.kind === "map");
    assert.deepEqual(
      step.entries.map(({ key, line, column, value }) => [key, line, column, value]),
      [
        ["checkout", 2, 3, { kind: "scalar", text: "yes", line: 2, column: 13 }],
        ["fetchDepth", 3, 3, { kind: "scalar", text: "1", line: 3, column: 15 }],
      ],
    );
  });

  it("allows a template expression twice and several documents", () => {
    const text = `a:\n  \${{ if x }}: 1\n  \${{ if x }}: 2\n---\nb: 1\n`;
    assert.equal(parseYaml(text).fault, undefined);
  });

  for (const [name, text] of [
    ["a tab", "a:\n\tb: 1\n"],
    ["lost nesting", "steps:\n- checkout: self\nsubmodules: true\n- task: X@0\n"],
    ["an open quotation mark", 'a: "b\n'],
    ["more levels than people write", "[".repeat(6_000)],
    ["more levels than are looked at", `${"- ".repeat(200)}x`],
  ] as const) {
    it(`says where ${name} stands`, () => {
      const { root, fault } = parseYaml(text);
      assert.equal(root, undefined);
      assert.ok(fault !== undefined && fault.line >= 1 && fault.words !== "");
    });
  }

  it("does not follow aliases, which would grow without end", () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
    const { root } = parseYaml(["a0: &a0 x", ...lines].join("\n"));
    assert.ok(root?.kind === "map" && root.entries.length === 31);
  });

  it("gives nothing of an empty text", () => assert.deepEqual(parseYaml("# nothing\n"), {}));
});
