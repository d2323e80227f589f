// What postDeploy waits for, and how long before each look.
import assert from "node:assert/strict";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../tasks/MtaStsGateV1/options";
import { missingOf, pauseBefore } from "../tasks/MtaStsGateV1/wait";
import { type Case, evidenceOf, optionsOf } from "./support/case";
import { HEALTHY_POLICY, healthyOptions } from "./support/healthy";

const OLD = ["v=STSv1; id=20260101000000Z;"];
const OLD_POLICY = HEALTHY_POLICY.replace("enforce", "testing");
const ABSENT = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };

function missing(fixture: Omit<Case, "stage">, stage: Stage = "postDeploy"): readonly string[] {
  const whole = { stage, ...fixture };
  const options = healthyOptions(stage, optionsOf(whole));
  return missingOf(concludeDomain(evidenceOf(HEALTHY_POLICY, whole), options, knowledge), options);
}

describe("postDeploy", () => {
  const pipeline = { options: { idUpdate: "pipeline" } } as const;
  const explicit = { options: { idUpdate: "pipeline", expectedId: "20261124000000Z" } } as const;
  const waits: readonly (readonly [
    what: string,
    fixture: Omit<Case, "stage">,
    missing: readonly string[],
  ])[] = [
    [
      "an old policy",
      { served: OLD_POLICY, txt: OLD },
      ["a policy of mode testing with max_age 604800 is still served"],
    ],
    ["a missing file", { exchange: { httpStatus: 404 } }, ["the policy is not served"]],
    ["a void body", { served: "<html></html>" }, ["the policy is not served"]],
    [
      "a host that is not there",
      { evidence: { policyResource: ABSENT } },
      ["the policy host does not resolve"],
    ],
    [
      "a host that nobody knows",
      { evidence: { policyResource: FAILED } },
      ["the policy host could not be looked up"],
    ],
    [
      "a certificate that is still to come",
      { exchange: { certificate: { matchesHost: false } } },
      ["the policy is served, but not so that senders accept it"],
    ],
    [
      "the site's own address",
      { site: { httpStatus: 404 } },
      ["deployedUrl does not serve the policy"],
    ],
    ["the id of the pipeline", { ...explicit, txt: OLD }, ["DNS has the id 20260101000000Z"]],
    [
      "the hash of the pipeline",
      { options: { idUpdate: "pipeline", idScheme: "contentHash" }, txt: OLD },
      ["DNS has the id 20260101000000Z"],
    ],
    ["the record of the pipeline", { ...pipeline, txt: [] }, ["there is no TXT record"]],
    ["a record among others", { ...pipeline, txt: ["v=spf1 -all"] }, ["there is no TXT record"]],
    [
      "a record that holds",
      { ...explicit, txt: ["v=STSv1 id=1"] },
      ["the TXT record is not valid"],
    ],
    [
      "the last name server",
      {
        ...pipeline,
        evidence: {
          record: { nameServers: { value: { 1: { answer: { value: { records: [OLD] } } } } } },
        },
      },
      ["not all name servers have the new id"],
    ],
    [
      "both",
      { ...explicit, served: OLD_POLICY, txt: OLD },
      [
        "a policy of mode testing with max_age 604800 is still served",
        "DNS has the id 20260101000000Z",
      ],
    ],
  ];
  for (const [what, fixture, want] of waits) {
    it(`waits for ${what}`, () => assert.deepEqual(missing(fixture), want));
  }

  const settled: readonly (readonly [what: string, fixture: Omit<Case, "stage">])[] = [
    ["once all is in step", pipeline],
    [
      "once a body of the same meaning is served",
      { served: HEALTHY_POLICY.replaceAll("\n", "\r\n") },
    ],
    ["once the site's own address serves it as well", { site: {} }],
    ["for an id that a person changes", { txt: OLD, options: { expectedId: "20261124000000Z" } }],
    ["for a record that a person publishes", { txt: [] }],
    ["for an id that cannot be judged", { ...pipeline, txt: OLD }],
    [
      "before anything was announced",
      { ...pipeline, txt: [], evidence: { policyResource: ABSENT } },
    ],
    ["for a policy file that is gone", { ...pipeline, evidence: { policyFile: ABSENT } }],
    ["through a proxy", { exchange: { via: "proxy" } }],
  ];
  for (const [what, fixture] of settled) {
    it(`does not wait ${what}`, () => assert.deepEqual(missing(fixture), []));
  }

  it("is the only stage that waits", () => {
    for (const stage of ["lint", "pullRequest", "preDeploy", "monitor"] as const) {
      assert.deepEqual(missing({ served: OLD_POLICY, txt: OLD }, stage), []);
    }
  });

  it("waits in vain for no void policy", () => {
    const options = healthyOptions("postDeploy");
    const evidence = evidenceOf("mode: enforced\n", { stage: "postDeploy", served: OLD_POLICY });
    assert.deepEqual(missingOf(concludeDomain(evidence, options, knowledge), options), []);
  });
});

describe("pauseBefore", () => {
  it("starts fast and backs off to half a minute", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 100].map((round) => pauseBefore(round, 3600));
    assert.deepEqual(pauses, [3, 5, 10, 15, 20, 30, 30, 30]);
  });

  it("ends with the time that is left", () => {
    assert.equal(pauseBefore(6, 12.5), 12.5);
    assert.equal(pauseBefore(6, 0), 0);
    assert.equal(pauseBefore(1, -4), 0);
  });
});
