// Variables that lead over variables are followed, and each is read once.
import assert from "node:assert/strict";
import { readPipeline } from "../../tasks/MtaStsGateV1/pipelines/read-pipeline";
import { worldOf } from "../../tasks/MtaStsGateV1/pipelines/worlds";
import { parseYaml } from "../../tasks/MtaStsGateV1/pipelines/yaml-tree";

function variableIn(name: string, variables: string): string | undefined {
  const { root } = parseYaml(`variables:\n${variables}stages:\n- stage: s\n  jobs:\n  - job: j\n`);
  const pipeline = root === undefined ? undefined : readPipeline(root);
  const stage = pipeline?.stages[0];
  const job = stage?.jobs[0];
  assert.ok(pipeline !== undefined && stage !== undefined && job !== undefined);
  const build = { reason: "Manual", branch: "main", hasFailed: false } as const;
  return worldOf(build, { pipeline, stage, job }).variable(name);
}

describe("worldOf", () => {
  it("ends where each variable names the next one a hundred times", () => {
    const lines = ["a", "b", "c", "d", "e"].map((name, i, names) => {
      const next = `variables.${names[i + 1]}, `.repeat(100);
      return `  ${name}: $[ ${i === 4 ? "true" : `and(${next}true)`} ]\n`;
    });
    assert.equal(variableIn("a", lines.join("")), "true");
  });

  it("does not know a variable that leads to itself", () => {
    assert.equal(variableIn("a", "  a: $(b)\n  b: $(a)\n"), undefined);
  });
});
