// What the files say where there is little to say: a text alone without a domain, and what has no words of its own.
import assert from "node:assert/strict";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { escaped } from "../../tasks/MtaStsGateV1/report/xml";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { formsOf } from "../support/golden";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

function formsOfCase(fixture: Case, policy = HEALTHY_POLICY, options: Partial<Options> = {}) {
  const evidence = evidenceOf(policy, fixture);
  const run: EvidenceFile = {
    schema: 1,
    options: healthyOptions(fixture.stage, { ...optionsOf(fixture), ...options }),
    startedAt: evidence.gatheredAt,
    finishedAt: evidence.gatheredAt,
    domains: [options.domains?.length === 0 ? { ...evidence, policyDomain: "" } : evidence],
  };
  return formsOf(run);
}

const hosts = (number: number) =>
  Array.from({ length: number }, (_, i) => `mx${i + 1}.contoso.com`);
const policyFor = (names: readonly string[]) =>
  ["version: STSv1", "mode: enforce", ...names.map((name) => `mx: ${name}`), "max_age: 604800"]
    .join("\n")
    .concat("\n");

describe("files of a text without a domain", () => {
  const forms = formsOfCase({ stage: "lint" }, `${HEALTHY_POLICY}# c\n`, { domains: [] });

  it("call it the policy file", () => {
    assert.match(forms.markdown, /^## The policy file: failed$/m);
    assert.match(forms.xml, / name="policy file"/);
  });

  it("put no domain before a message, and none beside a place", () => {
    const [result] = JSON.parse(forms.sarif).runs[0].results;
    assert.match(result.message.text, /^[Ll]ine 5 /);
    assert.equal(result.locations[0].logicalLocations, undefined);
  });
});

describe("files of a run without a policy file", () => {
  const policyFile = { status: "skipped", reason: "policyFile names no file", value: null };
  const fixture = { stage: "monitor", txt: [], evidence: { policyFile } } as const;

  it("give a problem no place but its domain", () => {
    const { results } = JSON.parse(formsOfCase(fixture).sarif).runs[0];
    assert.ok(results.length > 0);
    for (const { locations } of results) {
      assert.deepEqual(locations, [
        { logicalLocations: [{ fullyQualifiedName: "contoso.com", kind: "resource" }] },
      ]);
    }
  });
});

describe("files of a job that has no domain", () => {
  it("have one suite without a test", () => {
    const options = healthyOptions("monitor", { domains: [] });
    const at = "2026-11-24T08:00:00.000Z";
    const { xml } = formsOf({ schema: 1, options, startedAt: at, finishedAt: at, domains: [] });
    assert.equal(xml.match(/<testsuite [^>]*>/g)?.length, 1);
    assert.match(xml, /<testsuite [^>]* name="no domain" [^>]* tests="0" failures="0" errors="0"/);
    assert.doesNotMatch(xml, /<testcase/);
  });
});

describe("the summary", () => {
  it("names the first hosts and patterns of many, and counts the others", () => {
    const many = hosts(9);
    const { markdown } = formsOfCase(
      { stage: "monitor", mx: many.map((host) => `10 ${host}`), smtp: {} },
      policyFor(many),
    );
    assert.match(markdown, /`mx1\.contoso\.com`.* and \d more/);
    assert.doesNotMatch(markdown, /`mx9\.contoso\.com` \(10\)/);
  });

  it("tells a null MX, an id out of step, and a look-up that failed", () => {
    assert.match(formsOfCase({ stage: "monitor", mx: ["0 ."] }).markdown, /null MX \(0\)/);
    const stale = formsOfCase({
      stage: "postDeploy",
      txt: ["v=STSv1; id=1;"],
      options: { expectedId: "2" },
    });
    assert.match(stale.markdown, /\| \*\*≠\*\* `1` \|/);
    const unheard = { status: "failed", error: { code: "SERVFAIL", message: "no answer" } };
    const { markdown } = formsOfCase({
      stage: "monitor",
      evidence: { mx: { resolver: unheard, nameServers: unheard } },
    });
    assert.match(markdown, /\*\*could not be had\*\* \(SERVFAIL\)/);
  });

  it("says none for a policy without patterns", () => {
    const none = "version: STSv1\nmode: none\nmax_age: 86400\n";
    assert.match(formsOfCase({ stage: "monitor" }, none).markdown, /\| none \|/);
  });

  it("leaves a long corrected policy to the report file", () => {
    const typos = hosts(60).map((host) => `${host}.`);
    const lines = `\n${policyFor(typos)}`;
    const { markdown } = formsOfCase({ stage: "lint" }, lines);
    assert.match(markdown, /The corrected policy is in the report file/);
  });

  it("leaves problems beyond thirty to the log", () => {
    const names = hosts(35);
    const mx = names.slice(0, 20).map((host) => `10 ${host}`);
    const options = { plannedMx: names.slice(20) };
    const shown = formsOfCase({ stage: "preDeploy", mx, smtp: {}, options });
    const { problems } = JSON.parse(shown.json).domains[0];
    assert.ok(problems.length >= 35);
    assert.equal(shown.markdown.match(/^\*\*(?:error|warning|note)\*\* /gm)?.length, 30);
    const left = `\n\n${problems.length - 30} more problems: see the log.\n\n`;
    assert.ok(shown.markdown.includes(left));
  });

  it("has no path beside a policy file that is not there", () => {
    const policyFile = { status: "absent", code: "ENOENT", detail: "no such file", value: null };
    const { markdown } = formsOfCase({ stage: "preDeploy", evidence: { policyFile } });
    assert.match(markdown, /^\| standing \| \*\*absent\*\* \(ENOENT\) \| valid,/m);
  });
});

describe("the Tests tab", () => {
  it("shows what no XML may hold as one character", () => {
    assert.equal(escaped("a\u0001<\ud800&\n"), "a\ufffd&lt;\ufffd&amp;&#10;");
  });

  it("counts a warning as a failure where failOn is warning", () => {
    const policy = HEALTHY_POLICY.replace("604800", "600");
    const failures = (failOn: Options["failOn"]) =>
      formsOfCase({ stage: "lint" }, policy, { failOn }).xml.match(/<failure /g)?.length ?? 0;
    assert.equal(failures("error"), 0);
    assert.equal(failures("warning"), 1);
  });
});
