// The reporter of what is missing around a check, on checks that are made up.
import assert from "node:assert/strict";
import { newCheck } from "../../scripts/new-check";
import { type Check, defineCheck } from "../../tasks/MtaStsGateV1/checks/check";
import { gapsIn, type Surroundings } from "./check-gaps";

const check = defineCheck({
  id: "policy-x",
  title: "x is wrong",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "Mail is lost.",
  fix: "Repair it.",
  needs: [],
  judge: () => [],
});
const fileOf = (one: Check, name = one.id, text = "") => ({
  name,
  text,
  exported: new Map([["policyX", one]]),
});
const cases = (...names: readonly string[]) =>
  new Map([["policy-x", new Map(names.map((name) => [name, ["expected.txt"]]))]]);
const WHOLE: Surroundings = {
  files: [fileOf(check)],
  lists: new Map([["policy-checks.ts", 'import { policyA } from "./policy-a";\n']]),
  listed: [check],
  fixtures: cases("bad-one", "good-one"),
  anchors: ["policy-x"],
  subjects: ["policy"],
};
const changed = (changes: Partial<Check>, text?: string) =>
  gapsIn({ ...WHOLE, files: [fileOf({ ...check, ...changes }, "policy-x", text)] });

describe("the gaps around a check", () => {
  it("are none where all is there", () => {
    assert.deepEqual(gapsIn(WHOLE), []);
  });

  it("are all named at once where there is only its file", () => {
    assert.deepEqual(gapsIn({ ...WHOLE, listed: [], fixtures: new Map(), anchors: [] }), [
      "policy-x: not listed: add policyX to checks/policy-checks.ts, at its place in the report",
      "policy-x: no folder test/fixtures/policy-x",
      "policy-x: not in docs/checks.md: npm run docs",
    ]);
  });

  it("are a list that nobody can tell, and one that has it twice", () => {
    const listed = (...of: readonly Check[]) => gapsIn({ ...WHOLE, lists: new Map(), listed: of });
    assert.deepEqual(listed(), [
      "policy-x: not listed: add policyX to checks/the list of its family, at its place in the report",
    ]);
    assert.deepEqual(listed(check, check), ["policy-x: listed 2 times, expected once"]);
  });

  it("are cases that lack, have other names, or are not written yet", () => {
    const folder = "test/fixtures/policy-x";
    assert.deepEqual(gapsIn({ ...WHOLE, fixtures: cases("worse") }), [
      `policy-x: no case ${folder}/bad-…, in which it finds something`,
      `policy-x: no case ${folder}/good-…, a neighbor in which it finds nothing`,
      `policy-x: ${folder}/worse is called neither bad-… nor good-…`,
    ]);
    const fixtures = new Map([
      [
        "policy-x",
        new Map([
          ["bad-fill-in", ["expected.txt"]],
          ["good-one", ["mta-sts.txt"]],
        ]),
      ],
      ["policy-gone", new Map()],
    ]);
    assert.deepEqual(gapsIn({ ...WHOLE, fixtures }), [
      `policy-x: ${folder}/bad-fill-in needs a name that says what it is`,
      `policy-x: no ${folder}/good-one/expected.txt: npm run fixtures`,
      "test/fixtures/policy-gone: belongs to no check",
    ]);
  });

  it("are a citation of nothing, and words that are no sentence", () => {
    const section = "3.9";
    assert.deepEqual(changed({ citation: { rfc: 8461, section } }), [
      `policy-x: cites RFC 8461 section ${section}, which does not exist (test/support/rfc-sections.ts)`,
    ]);
    assert.deepEqual(changed({ citation: { practice: "a custom." } }), [
      "policy-x: its citation is no phrase that names a practice",
    ]);
    assert.deepEqual(changed({ title: "x.", why: "no stop", fix: " XXX." }), [
      "policy-x: its title is no phrase without a full stop",
      "policy-x: its why is no sentence that ends with a full stop",
      "policy-x: its fix is no sentence that ends with a full stop",
      "policy-x: its title, why or fix leaves something to be done",
    ]);
  });

  it("are a file without a check, with two, or with one of another name", () => {
    const files = (exported: ReadonlyMap<string, Check>, name = "policy-x") =>
      gapsIn({ ...WHOLE, files: [{ name, text: "", exported }] });
    assert.deepEqual(files(new Map()), ["policy-x: its file exports no check"]);
    assert.deepEqual(
      files(
        new Map([
          ["policyX", check],
          ["policyY", check],
        ]),
      ),
      ["policy-x: its file exports a second check, expected a file for each"],
    );
    assert.deepEqual(changed({ id: "policy-y" }), [
      'policy-x: its id is "policy-y", expected the name of the file',
    ]);
  });

  it("are an id that is none, or about something that has no heading", () => {
    const named = (id: string) =>
      gapsIn({ ...WHOLE, files: [fileOf({ ...check, id })] }).filter((gap) =>
        /its id|heading/.test(gap),
      );
    assert.deepEqual(named("policy"), ["policy: its id is not a subject and a defect"]);
    assert.deepEqual(named("mail-x"), [
      'mail-x: no heading for "mail": the subjects are in scripts/checks-page.ts',
    ]);
  });

  it("are what the scaffold left to be filled in", () => {
    assert.deepEqual(changed({}, newCheck("policy-x")), [
      'policy-x: its file still says "FILL IN"',
    ]);
  });
});
