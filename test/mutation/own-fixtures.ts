// For mutants: the fixtures of each check, judged by that check alone, as one test. That is where most mutants of a check die.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checks } from "../../tasks/MtaStsGateV1/checks";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { judge, problemsOf } from "../../tasks/MtaStsGateV1/judge";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { problemLines } from "../../tasks/MtaStsGateV1/report/log";
import { allFixtures, runOf } from "../support/fixtures";

describe("own fixtures", () => {
  for (const fixture of allFixtures()) {
    it(`${fixture.check}/${fixture.name}`, () => {
      const own = checks.filter((check) => check.id === fixture.check);
      const { domains, options } = runOf(fixture);
      const said = domains.flatMap((evidence) => {
        const problems = problemsOf(judge(interpret(evidence, options), own, knowledge));
        return problems.map((problem) => problemLines(problem).join("\n"));
      });
      const path = join(fixture.folder, "expected.txt");
      const expected = existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n\n") : [];
      const isOwn = (lines: string) =>
        lines.startsWith(`${fixture.check}:`, lines.indexOf(" ") + 1);
      assert.deepEqual(
        said.map((lines) => lines.trimEnd()),
        expected.filter(isOwn),
      );
    });
  }
});
