// How the findings of a check become the problems of a report: which are listed, how they weigh, and where they are.
import assert from "node:assert/strict";
import { defineCheck, type Finding } from "../tasks/MtaStsGateV1/checks/check";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { interpret } from "../tasks/MtaStsGateV1/interpret";
import { judge, problemsOf } from "../tasks/MtaStsGateV1/judge";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { evidenceOf } from "./support/case";
import { HEALTHY_POLICY, healthyEvidence, healthyOptions, lintEvidence } from "./support/healthy";

const TESTING = HEALTHY_POLICY.replace("enforce", "testing");

function uncovered(count: number, policy: string, ignoreChecks: readonly string[] = []) {
  const mx = Array.from({ length: count }, (_, index) => `10 mx${index + 10}.fabrikam.com`);
  const evidence = evidenceOf(policy, { stage: "preDeploy", mx, smtp: {} });
  const options = healthyOptions("preDeploy", { ignoreChecks });
  return concludeDomain(evidence, options, knowledge).report.problems.filter(
    ({ check }) => check === "mx-not-covered",
  );
}

describe("problems of one check", () => {
  it("are all listed up to 25, and beyond that counted in the last one", () => {
    assert.equal(uncovered(25, HEALTHY_POLICY).length, 25);
    assert.match(uncovered(25, HEALTHY_POLICY).at(-1)?.message ?? "", /mx34\.fabrikam\.com/);
    const problems = uncovered(30, HEALTHY_POLICY);
    assert.equal(problems.length, 25);
    assert.match(problems.at(-2)?.message ?? "", /mx33\.fabrikam\.com/);
    assert.equal(problems.at(-1)?.message, "MX host not covered by the committed policy: 6 more");
    assert.ok(problems.every(({ severity }) => severity === "error"));
  });

  it("weigh no more where they are only counted", () => {
    const severities = (...scene: Parameters<typeof uncovered>) => [
      ...new Set(uncovered(...scene).map(({ severity }) => severity)),
    ];
    assert.deepEqual(severities(30, TESTING), ["warning"]);
    assert.deepEqual(severities(30, HEALTHY_POLICY, ["mx-not-covered"]), ["note"]);
  });

  it("weigh as the heaviest of those that are counted", () => {
    const findings = Array.from({ length: 40 }, (_, index) => ({
      message: `${index}`,
      severity: index === 30 ? ("warning" as const) : ("note" as const),
    }));
    const [first, ...others] = problemsWith(findings);
    assert.equal(first?.severity, "warning");
    assert.equal(first?.message, "Made up: 16 more");
    assert.ok(others.every(({ severity }) => severity === "note"));
  });
});

function problemsWith(
  findings: readonly Finding[],
  deployment = interpret(lintEvidence(HEALTHY_POLICY), healthyOptions("lint")),
) {
  const check = defineCheck({
    id: "made-up",
    title: "Made up",
    severity: "error",
    area: "policyText",
    citation: { practice: "testing" },
    why: "None.",
    fix: "None.",
    needs: [],
    judge: () => findings,
  });
  return problemsOf(judge(deployment, [check], knowledge));
}

describe("the place of a problem", () => {
  const placesOf = (finding: Omit<Finding, "message">, held: Parameters<typeof problemsWith>[1]) =>
    problemsWith([{ message: "x", ...finding }], held).map(({ file, line, column, excerpt }) => ({
      file,
      line,
      column,
      excerpt,
    }));
  const file = "home/.well-known/mta-sts.txt";
  const plain = interpret(lintEvidence(HEALTHY_POLICY), healthyOptions("lint"));

  it("is in the policy file where the finding names no other, with the line itself", () => {
    assert.deepEqual(placesOf({ line: 2, column: 7 }, plain), [
      { file, line: 2, column: 7, excerpt: "mode: enforce" },
    ]);
    assert.deepEqual(placesOf({ line: 2 }, plain), [
      { file, line: 2, column: undefined, excerpt: "mode: enforce" },
    ]);
    assert.deepEqual(placesOf({ file: "a.yml", line: 2 }, plain), [
      { file: "a.yml", line: 2, column: undefined, excerpt: undefined },
    ]);
    assert.deepEqual(placesOf({}, plain), [
      { file: undefined, line: undefined, column: undefined, excerpt: undefined },
    ]);
  });

  it("shows no line that is empty or too long", () => {
    const long = `note: ${"x".repeat(85)}`;
    const policy = `${HEALTHY_POLICY}\n${long}\n${long.slice(1)}\n`;
    const deployment = interpret(lintEvidence(policy), healthyOptions("lint"));
    const excerptOf = (line: number) => placesOf({ line }, deployment)[0]?.excerpt;
    assert.equal(excerptOf(5), undefined);
    assert.equal(excerptOf(6), undefined);
    assert.equal(excerptOf(7), long.slice(1));
  });

  it("of a policy held in code is counted from the top of that file", () => {
    const path = "src/mtaSts.js";
    const code = `const policy = \`${HEALTHY_POLICY}\`;\nexport default policy;\n`;
    const bytesBase64 = Buffer.from(code).toString("base64");
    const evidence = healthyEvidence(HEALTHY_POLICY);
    const deployment = interpret(
      {
        ...evidence,
        policyFile: { status: "found", value: { path, octets: code.length, bytesBase64 } },
      },
      healthyOptions("lint", { policyFile: path }),
    );
    const start = "const policy = `".length;
    const place = { file: path, line: 1, excerpt: undefined };
    assert.deepEqual(placesOf({ line: 1, column: 10 }, deployment), [
      { ...place, column: start + 10 },
    ]);
    assert.deepEqual(placesOf({ line: 1 }, deployment), [{ ...place, column: undefined }]);
    assert.deepEqual(placesOf({ line: 2, column: 7 }, deployment), [
      { ...place, line: 2, column: 7 },
    ]);
  });
});
