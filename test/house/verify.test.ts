// One command is what CI runs: all that `npm run verify` asks for is asked for by .ci/run and by the project's pipeline.
import assert from "node:assert/strict";
import { parse } from "yaml";
import quick from "../../.mocharc.json";
import { scripts } from "../../package.json";
import { assertNone } from "../support/assert-none";
import { textOf } from "../support/sources";

const COMMANDS = scripts.verify.split(" && ");

/** Without npm's own options, which change nothing but what is shown. */
const plainly = (command: string) => command.replace(/^npm run -s /, "npm run ");

describe("npm run verify", () => {
  it("is form and types, duplicates, generated pages, and both runs of the tests", () => {
    assert.deepEqual(COMMANDS, [
      "npm run lint",
      "npm run duplicates",
      "npm run docs -- --check",
      "npm test",
      "npm run test:thorough",
    ]);
  });

  it("is what .ci/run does", () => {
    const run = [...textOf(".ci/run").matchAll(/^(?:must "[^"]*"|tests) (npm .*)$/gm)];
    const commands = run.map(([, command = ""]) => plainly(command));
    assert.ok(commands.length > COMMANDS.length);
    assertNone(COMMANDS.filter((command) => !commands.includes(command)));
  });

  it("is what the pipeline does", () => {
    const [stage] = parse(textOf("azure-pipelines.yml")).stages;
    const steps: readonly { readonly script?: string }[] = stage.jobs[0].steps;
    assert.deepEqual(
      steps.flatMap(({ script }) => (script === undefined ? [] : [script])),
      ["npm ci", ...COMMANDS],
    );
  });

  it("holds the house: no test of it is left out or put off", () => {
    assertNone(quick.ignore.filter((pattern) => /house|\*\*/.test(pattern)));
  });
});
