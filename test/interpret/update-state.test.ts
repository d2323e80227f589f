// Each condition of the state of an update by itself: one fact is moved at a time.
import assert from "node:assert/strict";
import type { Deployment, IdReading, UpdateState } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { stateOf } from "../../tasks/MtaStsGateV1/interpret/update-state";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { evidenceOf } from "../support/case";
import { healthyEvidence, healthyOptions } from "../support/healthy";

type Facts = Partial<Omit<Deployment, "record" | "id">> & {
  readonly stage?: Stage;
  readonly policy?: string;
  readonly id?: Partial<IdReading>;
  readonly record?: Partial<Extract<Deployment["record"], { status: "found" }>["value"]>;
  readonly recordStatus?: "absent" | "failed";
};

const WITHDRAWN = "version: STSv1\nmode: none\nmax_age: 86400\n";
const FAILED = { status: "failed", error: { code: "TIMEOUT", message: "no answer" } } as const;
const GONE = { status: "absent", code: "NXDOMAIN", detail: "no such name" } as const;
const SERVER = { host: "ns2.example.net", address: "203.0.113.53", says: "id 1" };

function state({ stage = "preDeploy", policy, id, record, recordStatus, ...facts }: Facts) {
  const options = healthyOptions(stage);
  const evidence = policy === undefined ? healthyEvidence() : evidenceOf(policy, { stage });
  const base = interpret(evidence, options);
  assert.ok(base.record.status === "found");
  const moved = { ...base.record, value: { ...base.record.value, ...record } };
  const missing = recordStatus === "absent" ? GONE : FAILED;
  return stateOf({
    ...base,
    record: recordStatus === undefined ? moved : missing,
    ...facts,
    id: id?.scheme === undefined ? { ...base.id, ...id } : bareId(id.scheme, id),
  });
}

/** An id of which nothing is known but what is given. */
function bareId(scheme: IdReading["scheme"], id: Partial<IdReading>): IdReading {
  return { scheme, inStep: "unknown", isContentHash: false, ...id };
}

const past = { isShallow: false, isComplete: true, wasCommitted: true, wasTesting: false };
const known = { status: "found" as const, value: past };
const offered = { status: "found" as const, value: { ...past, largestMaxAge: 604_800 } };
const target = (recordId?: string): Deployment["targetBranch"] => ({
  status: "found",
  value: {
    name: "main",
    hasPolicyFile: true,
    ...(recordId === undefined ? {} : { recordId }),
  },
});

function table(rows: readonly (readonly [what: string, facts: Facts, want: UpdateState])[]): void {
  for (const [what, facts, want] of rows) {
    it(`${what}: ${want}`, () => assert.equal(state(facts), want));
  }
}

describe("the state of a domain that announces nothing", () => {
  const none = { announced: false, policy: WITHDRAWN };
  table([
    ["mode none after an offer", { ...none, history: offered }, "removed"],
    ["mode none without one", { ...none, history: known }, "first deployment"],
    ["mode none, nothing known", { ...none, history: FAILED }, "first deployment"],
    ["another mode after an offer", { announced: false, history: offered }, "first deployment"],
    ["no policy", { announced: false, policy: "mode: x\n", history: offered }, "first deployment"],
  ]);
});

describe("the state of an announced domain", () => {
  const old: Facts = { id: { inStep: false } };
  table([
    ["all in step", {}, "unchanged"],
    ["mode none in step", { policy: WITHDRAWN, policyChanged: false }, "removal announced"],
    ["an unknown change", { policyChanged: "unknown" }, "unknown"],
    ["a record that could not be had", { recordStatus: "failed" }, "unknown"],
    ["no record", { recordStatus: "absent" }, "first deployment"],
    [
      "no record and mode none",
      { policy: WITHDRAWN, policyChanged: false, recordStatus: "absent" },
      "removal announced",
    ],
    ["an id that changes alone", { isIdAlone: true }, "id changed alone"],
    ["an old id", old, "deployed, id old"],
  ]);
});

describe("the state while the policy is not deployed", () => {
  const changed: Facts = { policyChanged: true, id: { scheme: "explicit", isContentHash: false } };
  const post = { ...changed, stage: "postDeploy" as const };
  const hash = { scheme: "contentHash" as const, isContentHash: false, expected: "new" };
  const pull = {
    policyChanged: true as const,
    changedInPullRequest: true as const,
    targetBranch: target("old"),
    id: { scheme: "explicit" as const, isContentHash: false, live: "new", expected: "new" },
  };
  table([
    ["no word of the id", changed, "changed, not deployed"],
    [
      "the id is the new text's hash",
      { policyChanged: true, id: { isContentHash: true } },
      "id before body",
    ],
    [
      "a name server has the new text's hash",
      { policyChanged: true, id: hash, record: { otherIds: ["new"] } },
      "id before body",
    ],
    [
      "a name server has another hash",
      { policyChanged: true, id: hash, record: { otherIds: ["old"] } },
      "changed, not deployed",
    ],
    [
      "a name server has an id that only a person knows to be new",
      {
        policyChanged: true,
        id: { ...hash, scheme: "explicit" },
        record: { otherIds: ["new"] },
      },
      "changed, not deployed",
    ],
    [
      "after the deployment the id has moved",
      { ...post, previousId: "1", id: { ...changed.id, live: "2" } },
      "id before body",
    ],
    [
      "after the deployment it has not",
      { ...post, previousId: "1", id: { ...changed.id, live: "1" } },
      "changed, not deployed",
    ],
    [
      "before the deployment it says nothing that it has moved",
      { ...changed, previousId: "1", id: { ...changed.id, live: "2" } },
      "changed, not deployed",
    ],
    [
      "after the deployment no id before is known",
      { ...post, id: { ...changed.id, live: "2" } },
      "changed, not deployed",
    ],
    [
      "after the deployment there is no id",
      { ...post, previousId: "1", id: { scheme: "none" } },
      "changed, not deployed",
    ],
    ["the pull request's id is out", pull, "id before body"],
    [
      "the target branch has this id",
      { ...pull, targetBranch: target("new") },
      "changed, not deployed",
    ],
    ["the target branch has no id", { ...pull, targetBranch: target() }, "changed, not deployed"],
    [
      "the pull request changes nothing",
      { ...pull, changedInPullRequest: false },
      "changed, not deployed",
    ],
    [
      "the pull request's id is not out",
      { ...pull, id: { ...pull.id, live: "old" } },
      "changed, not deployed",
    ],
  ]);
});

describe("the state while name servers differ", () => {
  const split = { dissenting: [SERVER], otherIds: ["1"] };
  const id = { inStep: false as const, scheme: "opaque" as const, live: "2" };
  const moment = { commit: "abc1234", at: "2026-11-24T00:00:00.000Z" };
  table([
    [
      "the live id is the expected one",
      { id: { ...id, expected: "2" }, record: split },
      "deployed, id spreading",
    ],
    [
      "another server's is",
      { id: { ...id, expected: "1" }, record: split },
      "deployed, id spreading",
    ],
    ["none is", { id: { ...id, expected: "3" }, record: split }, "deployed, id old"],
    [
      "none differs",
      { id: { ...id, expected: "2" }, record: { dissenting: [], otherIds: [] } },
      "deployed, id old",
    ],
    ["one is not that before", { id, previousId: "1", record: split }, "deployed, id spreading"],
    [
      "all have that before",
      { id: { ...id, live: "1" }, previousId: "1", record: split },
      "deployed, id old",
    ],
    ["nothing to compare with", { id, record: split }, "deployed, id spreading"],
    ["an older time", { id: { ...id, olderThan: moment }, record: split }, "deployed, id old"],
  ]);
});
