import assert from "node:assert/strict";
import { outputVariables } from "../../tasks/MtaStsGateV1/task.json";
import { codeOf, sourcesUnder } from "../support/sources";

describe("output variables", () => {
  it("are what the task sets, and nothing else is set", () => {
    const set = sourcesUnder("tasks").flatMap((path) =>
      [...codeOf(path).matchAll(/\bsetOutput\(\s*"?([^",)]*)/g)].map(([, name = ""]) => name),
    );
    assert.deepEqual([...set].sort(), outputVariables.map(({ name }) => name).sort());
  });
});
