import assert from "node:assert/strict";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { optionsOf, sentenceOf } from "../support/inputs";

describe("inputs judged by their text alone", () => {
  const good = (name: string, text: string, want: unknown, key = name) =>
    it(`${name}: ${JSON.stringify(text)} is taken`, () => {
      assert.deepEqual(optionsOf({ [name]: text })[key as keyof Options], want);
    });
  const bad = (name: string, text: string, want: string) =>
    it(`${name}: ${JSON.stringify(text).slice(0, 60)} is refused`, () => {
      assert.equal(sentenceOf({ [name]: text }), want);
    });

  describe("pick lists", () => {
    good("idUpdate", "", "manual");
    good("idUpdate", " pipeline ", "pipeline");
    good("checkSmtp", "never", "never");
    good("failOn", "warning", "warning");
    good("liveFaults", "warn", "warn");
    good("unverified", "auto", "fail");
    good("unverified", "warn", "warn");
    good("idScheme", "contentHash", "contentHash");
    const stages = "auto, lint, pullRequest, preDeploy, postDeploy or monitor is expected";
    bad("stage", "deploy", `stage "deploy" is unknown: ${stages}`);
    bad("stage", "PreDeploy", `stage "PreDeploy" is unknown: ${stages}, probably preDeploy`);
    bad("stage", "pre-deploy", `stage "pre-deploy" is unknown: ${stages}, probably preDeploy`);
    bad("stage", "constructor", `stage "constructor" is unknown: ${stages}`);
    bad(
      "idUpdate",
      "Pipeline",
      'idUpdate "Pipeline" is unknown: manual or pipeline is expected, probably pipeline',
    );
    bad("checkSmtp", "true", 'checkSmtp "true" is unknown: auto, always or never is expected');
    bad(
      "failOn",
      "errors",
      'failOn "errors" is unknown: error, warning or never is expected, probably error',
    );
    bad("liveFaults", "warning", 'liveFaults "warning" is unknown: fail or warn is expected');
    bad(
      "unverified",
      "ignore\n##vso[task.complete result=Succeeded]",
      'unverified "ignore\\u{a}#\\u{23}vso[task.complete result=Succeeded]" is unknown: auto, fail or warn is expected',
    );
  });

  describe("idScheme explicit", () => {
    bad(
      "idScheme",
      "explicit",
      'idScheme "explicit" has no id to hold to: the input expectedId or recordFile is expected',
    );
    it("is taken with an expected id", () => {
      const options = optionsOf({ idScheme: "explicit", expectedId: "20260131" });
      assert.equal(options.idScheme, "explicit");
    });
  });

  describe("whole numbers", () => {
    good("timeoutSeconds", "", 60);
    good("timeoutSeconds", "1", 1);
    good("timeoutSeconds", " 60 ", 60);
    good("timeoutSeconds", "007", 7);
    good("waitMinutes", "", 5);
    good("waitMinutes", "0", 0);
    good("waitMinutes", "-0", 0);
    good("waitMinutes", "60", 60);
    const seconds = "a whole number from 1 to 60 is expected";
    const minutes = "a whole number from 0 to 60 is expected";
    bad("timeoutSeconds", "0", `timeoutSeconds "0" is out of range: ${seconds}`);
    bad("timeoutSeconds", "61", `timeoutSeconds "61" is out of range: ${seconds}`);
    bad("timeoutSeconds", "1.5", `timeoutSeconds "1.5" is no whole number: ${seconds}`);
    bad("timeoutSeconds", "1e1", `timeoutSeconds "1e1" is no whole number: ${seconds}`);
    bad("timeoutSeconds", "30s", `timeoutSeconds "30s" is no whole number: ${seconds}`);
    bad("timeoutSeconds", "٣", `timeoutSeconds "٣" is no whole number: ${seconds}`);
    bad(
      "timeoutSeconds",
      "9".repeat(400),
      `timeoutSeconds "${"9".repeat(80)}…" is out of range: ${seconds}`,
    );
    bad("waitMinutes", "-1", `waitMinutes "-1" is out of range: ${minutes}`);
    bad("waitMinutes", "61", `waitMinutes "61" is out of range: ${minutes}`);
  });

  describe("booleans", () => {
    good("publishSummary", "", true);
    good("publishTestResults", "", true);
    good("publishSarif", "", false);
    good("publishSarif", "True", true);
    good("publishSummary", "FALSE", false);
    const expected = "true or false is expected";
    bad("publishSummary", "yes", `publishSummary "yes" is no boolean: ${expected}, probably true`);
    bad(
      "publishTestResults",
      "0",
      `publishTestResults "0" is no boolean: ${expected}, probably false`,
    );
    bad("publishSarif", "ja", `publishSarif "ja" is no boolean: ${expected}`);
  });

  describe("ids", () => {
    good("expectedId", "", undefined);
    good("expectedId", "20260131120000Z", "20260131120000Z");
    good("previousId", "a".repeat(32), "a".repeat(32));
    const expected = "1 to 32 letters and digits are expected";
    bad(
      "expectedId",
      "a".repeat(33),
      `expectedId "${"a".repeat(33)}" is 33 characters long: ${expected}`,
    );
    bad("expectedId", "2026-01-31", `expectedId "2026-01-31" holds "-": ${expected}`);
    bad("expectedId", "2026;", `expectedId "2026;" holds ";": ${expected}`);
    bad("expectedId", "idé", `expectedId "idé" holds "é": ${expected}`);
    bad("previousId", "1 2", `previousId "1 2" holds " ": ${expected}`);
    bad(
      "previousId",
      "v=STSv1; id=20260131;",
      `previousId "v=STSv1; id=20260131;" holds "=": ${expected}, probably 20260131`,
    );
  });

  describe("ignoreChecks", () => {
    good("ignoreChecks", "", []);
    good("ignoreChecks", "record-missing\r\n\r\n mx-not-covered \nrecord-missing", [
      "record-missing",
      "mx-not-covered",
    ]);
    const fault = "is the id of no check: one known id per line is expected, probably";
    bad("ignoreChecks", "record-mising", `ignoreChecks "record-mising" ${fault} record-missing`);
    bad("ignoreChecks", "MX-Not-Covered", `ignoreChecks "MX-Not-Covered" ${fault} mx-not-covered`);
    bad(
      "ignoreChecks",
      "mx-not-covered, record-missing",
      `ignoreChecks "mx-not-covered, record-missing" ${fault} mx-not-covered`,
    );
  });

  describe("a variable that is not set", () => {
    bad(
      "domain",
      "$(mailDomain)",
      'domain "$(mailDomain)" holds the variable mailDomain, which is not set: a value is expected',
    );
    bad(
      "previousId",
      "$(gate.mtaStsLiveId)",
      'previousId "$(gate.mtaStsLiveId)" holds the variable gate.mtaStsLiveId, which is not set: a value is expected',
    );
  });
});
