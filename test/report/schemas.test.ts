// Every report of every fixture is valid in the schemas of those who read them, and what is invalid is found out.
import assert from "node:assert/strict";
import { busyRun } from "../support/busy-run";
import { fixtureForms, formsOf } from "../support/golden";
import { activeParts } from "../support/rendered";
import { sarifFaults, sarifSchemaFaults, testResultFaults } from "../support/report-schemas";

describe("reports of the fixtures", function () {
  this.timeout(60_000);

  it("are valid test results", async () => {
    const reports = fixtureForms().map(({ fixture: { check, name }, forms }) => [
      `${check}-${name}`,
      forms.xml,
    ]);
    assert.deepEqual(await testResultFaults(Object.fromEntries(reports)), []);
  });

  it("are valid SARIF", () => {
    for (const { fixture, forms } of fixtureForms()) {
      assert.deepEqual(sarifSchemaFaults(forms.sarif), [], fixture.folder);
    }
  });

  it("are valid SARIF to Microsoft's tool, one of each check", async () => {
    const bad = fixtureForms().filter(({ fixture }) => fixture.name.startsWith("bad-"));
    const reports = new Map(bad.map(({ fixture, forms }) => [fixture.check, forms.sarif]));
    assert.ok(reports.size > 100);
    assert.deepEqual(await sarifFaults([...reports.values(), formsOf(busyRun()).sarif]), []);
  });

  it("turn no text of others into anything where they are Markdown", () => {
    for (const { fixture, forms } of fixtureForms()) {
      assert.deepEqual(activeParts(forms.markdown), [], fixture.folder);
    }
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
