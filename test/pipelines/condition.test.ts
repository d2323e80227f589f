// Conditions as far as they can be known: true, false, or not known.
import assert from "node:assert/strict";
import { holds, holdsExpression, type World } from "../../tasks/MtaStsGateV1/pipelines/condition";

const KNOWN: { readonly [name: string]: string } = {
  "build.reason": "PullRequest",
  "build.sourcebranch": "refs/pull/1/merge",
  site: "home",
};

const world = (hasFailed = false): World => ({
  hasFailed,
  variable: (name) => KNOWN[name.toLowerCase()],
});

const TABLE: readonly (readonly [string, boolean | undefined])[] = [
  ["succeeded()", true],
  ["always()", true],
  ["failed()", false],
  ["true", true],
  ["False", false],
  ["eq(variables['Build.Reason'], 'pullrequest')", true],
  ["ne(variables['Build.Reason'], 'PullRequest')", false],
  ["ne(variables.Build.Reason, 'PullRequest')", false],
  ["and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))", false],
  ["and(succeeded(), eq(variables['unknown'], 'x'))", undefined],
  ["and(failed(), eq(variables['unknown'], 'x'))", false],
  ["or(succeeded(), eq(variables['unknown'], 'x'))", true],
  ["or(failed(), eq(variables['unknown'], 'x'))", undefined],
  ["not(failed())", true],
  ["in(variables['Build.Reason'], 'Manual', 'PullRequest')", true],
  ["notIn(variables['Build.Reason'], 'Manual', 'PullRequest')", false],
  ["startsWith(variables['Build.SourceBranch'], 'refs/heads/')", false],
  ["endsWith(variables['Build.SourceBranch'], '/merge')", true],
  ["contains(variables['Build.SourceBranch'], 'pull')", true],
  ["eq('$(Build.Reason)', 'PullRequest')", true],
  ["eq('it''s', 'IT''S')", true],
  ["eq(variables['site'], 'home')", true],
  ["variables['site']", true],
  // Cut off: not an expression, and nothing to wait for.
  ["eq(variables[", undefined],
  ["and(true, variables['site'].", undefined],
  ["and(", undefined],
  ["true[", undefined],
  ["eq(parameters.deploy, true)", undefined],
  ["eq(dependencies.check.outputs['a.b'], 'x')", undefined],
  ["in(dependencies.check.result, 'Succeeded')", undefined],
  ["coalesce(variables['site'], 'x')", undefined],
  ["succeeded('gate')", true],
  [`\${{ parameters.condition }}`, undefined],
  ["and(succeeded(), ", undefined],
  ["succeeded() nonsense", undefined],
  ["", undefined],
];

describe("holds", () => {
  for (const [condition, expected] of TABLE) {
    it(`says ${expected} of "${condition}"`, () => {
      assert.equal(holds(condition, world()), expected);
    });
  }

  it("does not know what is nested deeper than anyone writes", () => {
    const nested = (levels: number) => `${"not(".repeat(levels)}true${")".repeat(levels)}`;
    assert.equal(holds(nested(40), world()), true);
    assert.equal(holds(nested(20_000), world()), undefined);
  });

  it("knows that something has failed", () => {
    assert.equal(holds("succeeded()", world(true)), false);
    assert.equal(holds("and(always(), not(failed()))", world(true)), false);
    assert.equal(holds("succeededOrFailed()", world(true)), true);
  });
});

describe("holdsExpression", () => {
  it("reads if, and knows nothing of the others", () => {
    const says = (key: string) => holdsExpression(key, world());
    assert.equal(says(`\${{ if eq(variables['Build.Reason'], 'PullRequest') }}`), true);
    assert.equal(says(`\${{ if ne(variables['Build.Reason'], 'PullRequest') }}`), false);
    assert.equal(says(`\${{ else }}`), undefined);
    assert.equal(says(`\${{ each site in parameters.sites }}`), undefined);
  });
});
