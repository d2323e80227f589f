// An id that changes alone: each condition by itself.
import assert from "node:assert/strict";
import type { Deployment, IdReading } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import { isIdAlone } from "../../tasks/MtaStsGateV1/interpret/id-alone";
import type { KnownText } from "../../tasks/MtaStsGateV1/interpret/known-texts";
import { type Policy, parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { evidenceOf } from "../support/case";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const octets = Buffer.from(HEALTHY_POLICY);
const OTHER = Buffer.from(HEALTHY_POLICY.replace("enforce", "testing"));
const COMMITTED: readonly KnownText[] = [{ octets, isCommitted: true }];
const CHANGED_AT = "2026-11-01T00:00:00.000Z";

type Facts = Omit<Partial<Deployment>, "policyBefore"> & {
  readonly stage?: Stage;
  readonly policyBefore?: Policy | undefined;
  readonly texts?: readonly KnownText[];
};

const explicit = (live: string, expected = "new"): IdReading => ({
  scheme: "explicit",
  inStep: "unknown",
  isContentHash: false,
  live,
  expected,
});
const pastOf = (at: string | undefined): Deployment["history"] => ({
  status: "found",
  value: {
    isShallow: false,
    isComplete: true,
    wasCommitted: true,
    wasTesting: false,
    ...(at === undefined ? {} : { lastChange: { commit: "abc1234", at } }),
  },
});

/** Before a deployment: DNS has the hash of the committed policy, and the files ask for another id. */
function isAlone({ stage = "preDeploy", texts = COMMITTED, ...facts }: Facts): boolean {
  const base = interpret(evidenceOf(HEALTHY_POLICY, { stage }), healthyOptions(stage));
  const { policyBefore } = facts;
  return isIdAlone(
    { ...base, policyChanged: false, id: explicit(HEALTHY_ID), ...facts, policyBefore },
    texts,
  );
}

function table(rows: readonly (readonly [what: string, facts: Facts, want: boolean])[]): void {
  for (const [what, facts, want] of rows) {
    it(`${what}: ${want}`, () => assert.equal(isAlone(facts), want));
  }
}

describe("an id that changes alone, before a deployment", () => {
  const { policyFile } = interpret(
    evidenceOf("mode: x\n", { stage: "lint" }),
    healthyOptions("lint"),
  );
  table([
    ["another is asked for", {}, true],
    ["the same is asked for", { id: explicit(HEALTHY_ID, HEALTHY_ID) }, false],
    ["no file asks for one", { id: { ...explicit(HEALTHY_ID), scheme: "contentHash" } }, false],
    ["in monitor nothing is asked for", { stage: "monitor" }, false],
    ["the policy changes", { policyChanged: true }, false],
    ["whether the policy changes is unknown", { policyChanged: "unknown" }, false],
    ["the pull request changes the policy", { changedInPullRequest: true }, false],
    ["whether it does is unknown", { changedInPullRequest: "unknown" }, true],
    ["there is no policy", { policyFile }, false],
  ]);
});

describe("an id that changes alone, with a deployment", () => {
  const { policy } = parsePolicy(octets);
  const other = parsePolicy(OTHER).policy;
  const post = {
    stage: "postDeploy" as const,
    previousId: HEALTHY_ID,
    id: explicit("new"),
    policyBefore: policy,
  };
  table([
    ["it was another before", post, true],
    ["it was the same before", { ...post, previousId: "new" }, false],
    ["the policy was another before", { ...post, policyBefore: other }, false],
    ["the policy before is unknown", { ...post, policyBefore: undefined }, false],
    ["what the pull request changed is over", { ...post, changedInPullRequest: true }, true],
  ]);
});

describe("an id that changes alone was in step", () => {
  const time = (live: string, at: string | undefined = CHANGED_AT): Facts => ({
    id: explicit(live),
    history: pastOf(at),
  });
  const noted = { octets: OTHER, isCommitted: false };
  table([
    ["as the hash of one of several texts", { texts: [noted, ...COMMITTED] }, true],
    [
      "not as the hash of a text of another meaning",
      { id: explicit(contentId(OTHER)), texts: [noted, ...COMMITTED] },
      false,
    ],
    ["as a time after the policy changed", time("20261102000000Z"), true],
    ["not as the time when it changed", time("20261101000000Z", "2026-11-01T00:00:00.000Z"), false],
    ["not as a time before", time("20261031000000Z"), false],
    [
      "not as a time where no change is known",
      { id: explicit("20261102000000Z"), history: pastOf(undefined) },
      false,
    ],
    ["not as a word", time("word"), false],
    [
      "not as a time without a history",
      { id: explicit("20261102000000Z"), history: { status: "skipped", reason: "x" } },
      false,
    ],
  ]);
});
