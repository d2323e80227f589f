// The table of stages over the packed task: the same domains, each with its own state, at every stage.
import assert from "node:assert/strict";
import type { World, WorldDomain } from "../../sandbox/internet/world";
import { type Files, type GateOutcome, problemsOf, runGate, type Texts } from "../support/gate";
import { healthyDomain, policiesOf, policyText, worldStage } from "../support/world";

type Row = readonly string[];

interface Situation {
  readonly live: WorldDomain;
  /** The committed policy; null: the file is gone. */
  readonly committed?: string | null;
  readonly pullRequest: Row;
  readonly preDeploy: Row;
  readonly postDeploy: Row;
  readonly monitor: Row;
  /** In preDeploy. */
  readonly nextStep: RegExp;
}

const everywhere = (row: Row) => ({ pullRequest: row, preDeploy: row, postDeploy: row });
const clean = { ...everywhere([]), monitor: [] };

const SITUATIONS: Readonly<Record<string, Situation>> = {
  "good.example": { live: healthyDomain("good.example"), ...clean, nextStep: /^nothing to do$/ },
  "changed.example": {
    live: healthyDomain("changed.example", policyText("changed.example", { mode: "testing" })),
    ...everywhere(["note served-differs"]),
    postDeploy: ["error served-differs"],
    monitor: ["note served-differs"],
    nextStep:
      /^deploy the policy first, then publish the TXT record v=STSv1; id=[0-9a-f]{32};, replacing the old one$/,
  },
  "first.example": {
    live: { mx: [[10, "mx.first.example"]] },
    ...everywhere([
      "warning rollout-straight-to-enforce",
      "note record-missing",
      "note host-not-found",
    ]),
    // Only where it is deployed is the unbound name what is to be expected.
    pullRequest: [
      "warning host-not-found",
      "warning rollout-straight-to-enforce",
      "note record-missing",
    ],
    monitor: ["error record-missing", "error host-not-found"],
    nextStep:
      /^deploy the policy, make the policy host answer, then publish the TXT record v=STSv1; id=[0-9a-f]{32};$/,
  },
  "unannounced.example": {
    live: { ...healthyDomain("unannounced.example"), record: [] },
    ...everywhere(["note record-missing"]),
    monitor: ["error record-missing"],
    nextStep: /^publish the TXT record v=STSv1; id=[0-9a-f]{32};$/,
  },
  "uncovered.example": {
    live: {
      ...healthyDomain("uncovered.example"),
      mx: [
        [10, "mx.uncovered.example"],
        [20, "mx2.uncovered.example"],
      ],
    },
    pullRequest: ["error mx-not-covered", "warning mx-not-covered-live"],
    preDeploy: ["error mx-not-covered", "error mx-not-covered-live"],
    postDeploy: ["error mx-not-covered", "error mx-not-covered-live"],
    monitor: ["error mx-not-covered-live"],
    nextStep: /^see to the errors and warnings, then run the gate again$/,
  },
  "cured.example": {
    live: healthyDomain("cured.example", policyText("cured.example", { mx: "old.cured.example" })),
    pullRequest: [
      "warning mx-not-covered-live",
      "warning rollout-mx-new-only",
      "note served-differs",
    ],
    preDeploy: [
      "warning mx-not-covered-live",
      "warning rollout-mx-new-only",
      "note served-differs",
    ],
    postDeploy: [
      "error mx-not-covered-live",
      "warning rollout-mx-new-only",
      "error served-differs",
    ],
    monitor: ["error mx-not-covered-live", "note served-differs"],
    nextStep: /^deploy the policy first, /,
  },
  "lost.example": {
    live: { ...healthyDomain("lost.example"), site: { answer: { status: 404, body: "gone" } } },
    pullRequest: ["note host-status"],
    preDeploy: ["warning host-status"],
    postDeploy: ["error host-status"],
    monitor: ["error host-status"],
    nextStep: /^make the policy host serve the policy, then run the gate again$/,
  },
  "malformed.example": {
    live: { ...healthyDomain("malformed.example"), record: ["v=STSv1 id=1;"] },
    pullRequest: ["warning record-malformed"],
    preDeploy: ["error record-malformed"],
    postDeploy: ["error record-malformed"],
    monitor: ["error record-malformed"],
    nextStep: /^see to the errors and warnings, /,
  },
  "mistyped.example": {
    live: healthyDomain("mistyped.example"),
    committed: policyText("mistyped.example", { mode: "enforced" }),
    ...everywhere(["error policy-mode-value"]),
    monitor: [],
    nextStep: /^correct the policy file, then run the gate again$/,
  },
  "removed.example": {
    live: healthyDomain("removed.example"),
    committed: null,
    ...everywhere(["error policy-file-missing"]),
    monitor: [],
    nextStep: /^see to the errors and warnings, /,
  },
  "silent.example": {
    live: { ...healthyDomain("silent.example"), mx: [] },
    ...everywhere(["warning mx-missing"]),
    monitor: ["warning mx-missing"],
    nextStep: /^see to the errors and warnings, /,
  },
};

const DOMAINS = Object.keys(SITUATIONS);

function committedFiles(): Files {
  const changes = Object.entries(SITUATIONS).flatMap(([domain, { committed }]) =>
    committed === undefined ? [] : [[`${domain}.txt`, committed] as const],
  );
  const files = Object.entries({ ...policiesOf(DOMAINS), ...Object.fromEntries(changes) });
  return Object.fromEntries(files.flatMap(([path, text]) => (text === null ? [] : [[path, text]])));
}

describe("the stages", () => {
  const worlds = worldStage();
  let world: World;
  before(async () => {
    const lives = Object.entries(SITUATIONS).map(([domain, { live }]) => [domain, live] as const);
    world = await worlds.start({ domains: Object.fromEntries(lives) });
  });
  after(() => worlds.closeAll());

  const run = (inputs: Texts, reason = "IndividualCI"): Promise<GateOutcome> =>
    runGate(
      {
        domain: DOMAINS.join("\n"),
        policyFile: "{domain}.txt",
        waitMinutes: "0",
        ...world.inputs,
        ...inputs,
      },
      { files: committedFiles(), variables: { "Build.Reason": reason } },
    );

  function assertColumn({ report }: GateOutcome, stage: keyof Situation & keyof typeof clean) {
    const seen = report.domains.map((domain) => [domain.domain, [...problemsOf(domain)].sort()]);
    const expected = Object.entries(SITUATIONS).map(([domain, situation]) => [
      domain,
      [...situation[stage]].sort(),
    ]);
    assert.deepEqual(Object.fromEntries(seen), Object.fromEntries(expected));
    assert.equal(report.stage, stage);
  }

  const coverage = ({ report }: GateOutcome, name: string) =>
    report.domains
      .find(({ domain }) => domain === name)
      ?.seen.mx.hosts.map(({ covered }) => covered);

  it("judge a pull request, also where postDeploy was asked for, and say so", async () => {
    const [outcome, demoted] = await Promise.all([
      run({}, "PullRequest"),
      run({ stage: "postDeploy" }, "PullRequest"),
    ]);
    assertColumn(outcome, "pullRequest");
    assertColumn(demoted, "pullRequest");
    assert.equal(outcome.step.result, "Failed");
    const said = /^postDeploy in a pull-request build: .*pullRequest$/m;
    assert.match(demoted.step.log.join("\n"), said);
    assert.doesNotMatch(outcome.step.log.join("\n"), said);
  });

  it("judge before and after a deployment, with the next step of each domain", async () => {
    const [outcome, afterwards] = await Promise.all([run({}), run({ stage: "postDeploy" })]);
    assertColumn(outcome, "preDeploy");
    assertColumn(afterwards, "postDeploy");
    assert.equal(outcome.step.result, "Failed");
    for (const { domain, update } of outcome.report.domains) {
      assert.match(update.nextStep, SITUATIONS[domain]?.nextStep ?? /^$/, domain);
    }
    assert.deepEqual(coverage(outcome, "uncovered.example"), [true, false]);
    assert.deepEqual(coverage(outcome, "cured.example"), [true]);
    assert.deepEqual(coverage(outcome, "mistyped.example"), [undefined]);
  });

  it("judge the live domain, compared with the files where some are given", async () => {
    const [outcome, { report }] = await Promise.all([
      run({ stage: "monitor" }),
      run({ stage: "monitor", policyFile: "" }),
    ]);
    assertColumn(outcome, "monitor");
    assert.deepEqual(coverage(outcome, "cured.example"), [false]);
    assert.deepEqual(coverage(outcome, "mistyped.example"), [true]);
    const live = report.domains.map(({ domain, seen, result }) => [
      domain,
      `${result} ${seen.policyFile.status}`,
    ]);
    const expected = Object.entries(SITUATIONS).map(([domain, { monitor }]) => {
      const worst = ["error", "warning"].find((word) => monitor.join().includes(word));
      return [
        domain,
        `${{ error: "failed", warning: "warnings" }[worst ?? ""] ?? "passed"} skipped`,
      ];
    });
    assert.deepEqual(Object.fromEntries(live), Object.fromEntries(expected));
  });
});
