// Every report of every fixture is valid in the schemas of those who read them, and what is invalid is found out.
import assert from "node:assert/strict";
import { busyRun } from "../support/busy-run";
import { allFixtures, type Fixture, runOf } from "../support/fixtures";
import { formsOf } from "../support/golden";
import { sarifFaults, sarifSchemaFaults, testResultFaults } from "../support/report-schemas";

const first = (fixtures: readonly Fixture[]): readonly Fixture[] => {
  const bad = fixtures.filter(({ name }) => name.startsWith("bad-"));
  return [...new Map(bad.map((fixture) => [fixture.check, fixture])).values()];
};

describe("reports of the fixtures", () => {
  it("are valid test results", async () => {
    const reports = allFixtures().map((fixture) => [
      `${fixture.check}-${fixture.name}`,
      formsOf(runOf(fixture)).xml,
    ]);
    assert.deepEqual(await testResultFaults(Object.fromEntries(reports)), []);
  });

  it("are valid SARIF", () => {
    for (const fixture of allFixtures()) {
      assert.deepEqual(sarifSchemaFaults(formsOf(runOf(fixture)).sarif), [], fixture.folder);
    }
  });

  it("are valid SARIF to Microsoft's tool, one of each check", async function () {
    this.timeout(60_000);
    const reports = first(allFixtures()).map((fixture) => formsOf(runOf(fixture)).sarif);
    assert.ok(reports.length > 100);
    assert.deepEqual(await sarifFaults([...reports, formsOf(busyRun()).sarif]), []);
  });
});

describe("the validators of reports", () => {
  const { xml, sarif } = formsOf(busyRun());

  it("find out test results that are none", async () => {
    const spoiled = {
      attribute: xml.replace(' tests="', ' test="'),
      order: xml.replace("<system-err/>", ""),
      text: xml.replace("</testsuites>", "<"),
    };
    const faults = await testResultFaults({ good: xml, ...spoiled });
    for (const name of Object.keys(spoiled)) {
      assert.ok(
        faults.some((fault) => fault.startsWith(`${name}:`)),
        `${name} in ${faults.join("\n")}`,
      );
    }
    assert.ok(!faults.some((fault) => fault.startsWith("good:")));
  });

  it("find out SARIF that is none", async function () {
    this.timeout(60_000);
    const noRule = sarif.replace('"ruleIndex": 0', '"ruleIndex": 999');
    const noLine = sarif.replace('"startLine": 2', '"startLine": -2');
    assert.deepEqual(sarifSchemaFaults(noLine).length, 1);
    const faults = (await sarifFaults([sarif, noRule, noLine])).join("\n");
    assert.match(faults, /error SARIF1009: runs\[1\]/);
    assert.match(faults, /error JSON1008: runs\[2\]/);
    assert.doesNotMatch(faults, /runs\[0\]/);
  });
});
