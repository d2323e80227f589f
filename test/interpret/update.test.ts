// Where a domain stands on the way of an update or a removal, and what it is told to do next.
import assert from "node:assert/strict";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import type { Deployment } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";
import { concludeExample, UPDATE_EXAMPLES } from "../support/update-examples";

const OLD_POLICY = HEALTHY_POLICY.replace("enforce", "testing");
const WITHDRAWN = "version: STSv1\nmode: none\nmax_age: 86400\n";
const OLD = ["v=STSv1; id=20260101000000Z;"];
const NEW = `v=STSv1; id=${HEALTHY_ID};`;
const NOT_THERE = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const SKIPPED = { status: "skipped", reason: "policyFile names no file" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
const UNHEARD = { resolver: FAILED, nameServers: FAILED };
const NO_HOST = { policyResource: NOT_THERE };
const GONE = { policyFile: NOT_THERE };

const OLD_HASH = `v=STSv1; id=${contentId(Buffer.from(OLD_POLICY))};`;
const firstServer = (records: readonly string[]) => ({
  record: { nameServers: { value: { 0: { answer: { value: { records: [records] } } } } } },
});
const history = (withdrawnAt: string) => [
  { at: withdrawnAt, text: WITHDRAWN },
  { at: "2026-09-01T00:00:00.000Z", text: HEALTHY_POLICY },
];
const LONG_WITHDRAWN = {
  policy: WITHDRAWN,
  history: { versions: history("2026-11-01T00:00:00.000Z") },
};

const LONG_GONE = {
  history: {
    versions: [{ at: "2026-11-20T00:00:00.000Z" }, ...history("2026-11-01T00:00:00.000Z")],
  },
};
const SEE_TO = "see to the errors and warnings, then run the gate again";
const SEEN_BEFORE = {
  status: "found",
  value: {
    gatheredAt: "2026-11-24T07:55:00.000Z",
    servedBodyBase64: Buffer.from(HEALTHY_POLICY).toString("base64"),
  },
};
const UNHEARD_HOSTS: readonly (readonly [string, Omit<Case, "stage">, nextStep: string])[] = [
  [
    "a host of unknown address",
    { evidence: { policyResource: FAILED } },
    "see to what could not be looked up, then run the gate again",
  ],
  [
    "a host that does not answer",
    {
      exchange: {
        httpStatus: null,
        headers: null,
        bodyBase64: null,
        failure: { phase: "connect", code: "TIMEOUT", message: "no answer" },
      },
    },
    SEE_TO,
  ],
  ["another address", { exchange: [{ httpStatus: 404 }, {}] }, SEE_TO],
];

interface Situation extends Case {
  readonly policy?: string;
}

function updateOf({ policy = HEALTHY_POLICY, ...fixture }: Situation): DomainReport["update"] {
  const options = healthyOptions(fixture.stage, optionsOf(fixture));
  return concludeDomain(evidenceOf(policy, fixture), options, knowledge).report.update;
}

function deploymentOf({ policy = HEALTHY_POLICY, ...fixture }: Situation): Deployment {
  return interpret(evidenceOf(policy, fixture), healthyOptions(fixture.stage, optionsOf(fixture)));
}

describe("the update", () => {
  const situations: readonly (readonly [
    what: string,
    situation: Situation,
    state: string,
    nextStep: string,
  ])[] = [
    [
      "in lint",
      { stage: "lint" },
      "not judged",
      "look at the live side with stage pullRequest or preDeploy",
    ],
    [
      "of a void text in lint",
      { stage: "lint", policy: "mode: x\n" },
      "not judged",
      "correct the policy file, then run the gate again",
    ],
    [
      "of a void text",
      { stage: "preDeploy", policy: "mode: x\n", served: OLD_POLICY, txt: OLD },
      "unknown",
      "correct the policy file, then run the gate again",
    ],
    [
      "of a file that cannot be read",
      { stage: "preDeploy", evidence: { policyFile: FAILED } },
      "not judged",
      "see to the errors and warnings, then run the gate again",
    ],
    ["that is done", { stage: "postDeploy" }, "unchanged", "nothing to do"],
    [
      "that is done, beside a fault",
      { stage: "postDeploy", mx: [] },
      "unchanged",
      "see to the errors and warnings, then run the gate again",
    ],
    [
      "in monitor",
      { stage: "monitor", evidence: { policyFile: SKIPPED } },
      "not judged",
      "nothing to do",
    ],
    [
      "in monitor, beside a fault",
      { stage: "monitor", exchange: { httpStatus: 404 }, evidence: { policyFile: SKIPPED } },
      "not judged",
      "see to the errors and warnings, then run the gate again",
    ],
    [
      "at its beginning",
      {
        stage: "preDeploy",
        served: OLD_POLICY,
        txt: [`v=STSv1; id=${contentId(Buffer.from(OLD_POLICY))};`],
      },
      "changed, not deployed",
      `deploy the policy first, then publish the TXT record ${NEW}, replacing the old one`,
    ],
    [
      "with the body deployed",
      { stage: "postDeploy", options: { idScheme: "contentHash" }, txt: OLD },
      "deployed, id old",
      `publish the TXT record ${NEW}, replacing the old one`,
    ],
    [
      "with the id before the body",
      { stage: "preDeploy", served: OLD_POLICY },
      "id before body",
      "deploy the policy at once, then publish the TXT record v=STSv1; id=20261124080000Z;, replacing the old one, since senders may have kept the old body under the new id",
    ],
    [
      "with an expected id that may never have moved",
      {
        stage: "preDeploy",
        served: OLD_POLICY,
        txt: OLD,
        options: { expectedId: "20260101000000Z" },
      },
      "changed, not deployed",
      `see to the errors and run the gate again; then deploy the policy first, then publish the TXT record ${NEW}, replacing the old one`,
    ],
    [
      "of a record that a provider publishes",
      {
        stage: "preDeploy",
        served: OLD_POLICY,
        txt: OLD,
        evidence: {
          record: {
            nameServers: {
              value: {
                0: {
                  answer: {
                    value: {
                      chain: [{ owner: "_mta-sts.contoso.com", target: "x.example", ttl: 60 }],
                    },
                  },
                },
              },
            },
          },
        },
      },
      "changed, not deployed",
      "deploy the policy first, then let the provider behind the _mta-sts alias change the id",
    ],
    [
      "where the host serves nothing",
      { stage: "postDeploy", exchange: { httpStatus: 404 } },
      "unknown",
      "make the policy host serve the policy, then run the gate again",
    ],
    [
      "where nobody knows the host",
      { stage: "preDeploy", evidence: { policyResource: FAILED } },
      "unknown",
      "see to what could not be looked up, then run the gate again",
    ],
    [
      "before the first deployment",
      { stage: "preDeploy", txt: [], evidence: NO_HOST },
      "first deployment",
      `deploy the policy, make the policy host answer, then publish the TXT record ${NEW}`,
    ],
    [
      "after the first deployment",
      { stage: "postDeploy", txt: [], evidence: NO_HOST },
      "first deployment",
      `when the policy is served, publish the TXT record ${NEW}`,
    ],
    [
      "with the first policy served",
      { stage: "postDeploy", txt: [] },
      "first deployment",
      `publish the TXT record ${NEW}`,
    ],
    [
      "with the first policy served beside records of other kinds",
      { stage: "postDeploy", txt: ["v=spf1 -all"] },
      "first deployment",
      `publish the TXT record ${NEW}`,
    ],
    [
      "whose id has reached one of two name servers",
      { stage: "postDeploy", ...UPDATE_EXAMPLES["deployed, id spreading"] },
      "deployed, id spreading",
      `wait until every name server has the id ${HEALTHY_ID}`,
    ],
    [
      "whose id the other name server has first",
      { stage: "postDeploy", evidence: firstServer(OLD) },
      "deployed, id spreading",
      `wait until every name server has the id ${HEALTHY_ID}`,
    ],
    [
      "whose new hash is on the second name server before the body",
      { stage: "preDeploy", served: OLD_POLICY, evidence: firstServer([OLD_HASH]) },
      "id before body",
      "deploy the policy at once, then publish the TXT record v=STSv1; id=20261124080000Z;, replacing the old one, since senders may have kept the old body under the new id",
    ],
    [
      "whose id moved in this job before the body was seen",
      { stage: "postDeploy", served: OLD_POLICY, txt: OLD, options: { previousId: "1" } },
      "id before body",
      "deploy the policy at once, then publish the TXT record v=STSv1; id=20261124080000Z;, replacing the old one, since senders may have kept the old body under the new id",
    ],
    [
      "whose proposed id is out before it is merged",
      {
        stage: "pullRequest",
        served: OLD_POLICY,
        txt: ["v=STSv1; id=2;"],
        recordFile: '_mta-sts.contoso.com. TXT "v=STSv1; id=2;"\n',
        target: { policy: OLD_POLICY, record: '_mta-sts.contoso.com. TXT "v=STSv1; id=1;"\n' },
      },
      "id before body",
      `deploy the policy at once, then publish the TXT record ${NEW}, replacing the old one, since senders may have kept the old body under the new id`,
    ],
    [
      "that moves the id alone",
      { stage: "postDeploy", ...UPDATE_EXAMPLES["id changed alone"] },
      "id changed alone",
      "nothing to do",
    ],
    [
      "that asks for another id alone",
      { stage: "preDeploy", options: { expectedId: "20261124000000Z" } },
      "id changed alone",
      "publish the TXT record v=STSv1; id=20261124000000Z;, replacing the old one; the policy itself needs no new id",
    ],
    [
      "whose record cannot be looked up",
      { stage: "preDeploy", evidence: { record: UNHEARD } },
      "unknown",
      "see to what could not be looked up, then run the gate again",
    ],
    [
      "whose hash may be on name servers that cannot be asked",
      {
        stage: "preDeploy",
        served: OLD_POLICY,
        options: { idScheme: "contentHash" },
        evidence: { record: UNHEARD },
      },
      "changed, not deployed",
      `see to the errors and run the gate again; then deploy the policy first, then publish the TXT record ${NEW}, replacing the old one`,
    ],
    [
      "whose record is malformed",
      { stage: "preDeploy", txt: ["v=STSv1 id=1"] },
      "unknown",
      "see to the errors and warnings, then run the gate again",
    ],
    [
      "that withdraws a policy whose record is gone",
      { stage: "preDeploy", policy: WITHDRAWN, txt: [] },
      "removal announced",
      `publish the TXT record v=STSv1; id=${contentId(Buffer.from(WITHDRAWN))};, and keep file and record until the largest earlier max_age has passed`,
    ],
    [
      "that may remove everything",
      { stage: "preDeploy", ...LONG_WITHDRAWN },
      "removal announced",
      "remove the TXT record and the policy: no sender holds one any more",
    ],
    [
      "that may remove what is left",
      { stage: "preDeploy", ...LONG_WITHDRAWN, txt: [] },
      "removal announced",
      "remove the policy: no sender holds one any more",
    ],
    [
      "that has removed all but the file",
      { stage: "preDeploy", ...LONG_WITHDRAWN, txt: [], evidence: NO_HOST },
      "removed",
      "remove the policy file, and take the gate out of this pipeline",
    ],
    [
      "that removes a withdrawn policy too early",
      {
        stage: "preDeploy",
        served: WITHDRAWN,
        txt: OLD,
        history: { versions: [...history("2026-11-20T00:00:00.000Z")] },
        evidence: GONE,
      },
      "removal too early",
      "bring the file back, and remove it with the record from 2026-11-27 00:00:00 UTC on",
    ],
    [
      "whose file was never committed",
      { stage: "preDeploy", history: { versions: [] }, evidence: { ...GONE, ...NO_HOST }, txt: [] },
      "not judged",
      "see to the errors and warnings, then run the gate again",
    ],
    [
      "that withdraws the policy",
      { stage: "postDeploy", policy: WITHDRAWN },
      "removal announced",
      "keep file and record until the largest earlier max_age has passed, then remove both",
    ],
    [
      "that removes the file too early",
      { stage: "preDeploy", evidence: GONE },
      "removal too early",
      "bring the file back with mode none and a small max_age, and publish a new id",
    ],
    ...UNHEARD_HOSTS.map(
      ([what, host, nextStep]) =>
        [
          `that has removed a policy that ${what} may still serve`,
          { stage: "preDeploy", ...LONG_GONE, ...host, evidence: { ...GONE, ...host.evidence } },
          "unknown",
          nextStep,
        ] as const,
    ),
    [
      "that has removed all but the record",
      { stage: "preDeploy", ...LONG_GONE, evidence: { ...GONE, ...NO_HOST } },
      "removed",
      "remove the TXT record, then what is left at the policy host",
    ],
    [
      "that withdraws long after the commit what the job has just seen served",
      { stage: "postDeploy", ...LONG_WITHDRAWN, evidence: { earlier: SEEN_BEFORE } },
      "removal announced",
      "keep file and record until 2026-12-01 08:00:00 UTC, then remove both",
    ],
    [
      "that has withdrawn a policy that another address still serves",
      {
        stage: "preDeploy",
        ...LONG_WITHDRAWN,
        exchange: [{}, { bodyBase64: Buffer.from(HEALTHY_POLICY).toString("base64") }],
      },
      "removal announced",
      SEE_TO,
    ],
    [
      "that has removed everything",
      { stage: "preDeploy", txt: [], evidence: { ...GONE, ...NO_HOST } },
      "removed",
      "take the gate out of this pipeline, or correct policyFile",
    ],
  ];
  for (const [what, situation, state, nextStep] of situations) {
    it(`${what} is "${state}"`, () => {
      const update = updateOf(situation);
      assert.equal(update.state, state);
      assert.equal(update.nextStep, nextStep);
    });
  }

  for (const [state, example] of Object.entries(UPDATE_EXAMPLES)) {
    it(`has an example of "${state}" that is one before or after a deployment`, () => {
      const seen = (["preDeploy", "postDeploy"] as const).map(
        (stage) => concludeExample(example, stage).report.update.state,
      );
      assert.ok(seen.includes(state as (typeof seen)[number]), seen.join(", "));
    });
  }

  it("gives the record to publish, but none that is a provider's or that nobody knows", () => {
    assert.equal(updateOf({ stage: "preDeploy", txt: [] }).record, NEW);
    assert.equal(updateOf({ stage: "preDeploy" }).record, NEW);
    assert.equal(updateOf({ stage: "preDeploy", txt: [], evidence: GONE }).record, undefined);
  });
});

describe("a policy", () => {
  const changes: readonly (readonly [
    what: string,
    situation: Omit<Situation, "stage">,
    changed: unknown,
  ])[] = [
    [
      "keeps its meaning in other words",
      { served: HEALTHY_POLICY.replaceAll("\n", "\r\n") },
      false,
    ],
    [
      "keeps its meaning behind a fault of the host",
      { exchange: { certificate: { matchesHost: false } } },
      false,
    ],
    ["changes", { served: OLD_POLICY }, true],
    ["is new where none was announced", { txt: [], evidence: NO_HOST }, true],
    ["may change where senders may hold an old one", { evidence: NO_HOST }, "unknown"],
    ["may change where the host serves none", { exchange: { httpStatus: 404 } }, "unknown"],
    ["may change where nobody knows the host", { evidence: { policyResource: FAILED } }, "unknown"],
    ["may change where it is void", { policy: "mode: x\n", served: OLD_POLICY }, "unknown"],
    ["changes where its file is gone and one is served", { evidence: GONE }, true],
    [
      "does not change where its file is gone and none is served",
      { evidence: { ...GONE, ...NO_HOST } },
      false,
    ],
    ["may change where no file is looked for", { evidence: { policyFile: SKIPPED } }, "unknown"],
  ];
  for (const [what, situation, changed] of changes) {
    it(what, () => {
      assert.equal(deploymentOf({ stage: "preDeploy", ...situation }).policyChanged, changed);
    });
  }
});

describe("a domain", () => {
  const sights: readonly (readonly [
    what: string,
    situation: Omit<Situation, "stage">,
    announced: boolean,
  ])[] = [
    ["with record and policy", {}, true],
    ["with a record only", { evidence: NO_HOST }, true],
    ["with a malformed record only", { txt: ["v=STSv1 id=1"], evidence: NO_HOST }, true],
    ["with several records only", { txt: [...OLD, "v=STSv1; id=2"], evidence: NO_HOST }, true],
    ["with a policy only", { txt: [] }, true],
    [
      "with a policy behind a certificate of another name only",
      { txt: [], exchange: { certificate: { matchesHost: false } } },
      true,
    ],
    ["whose record may exist", { evidence: { ...NO_HOST, record: UNHEARD } }, true],
    ["whose policy may be served", { txt: [], evidence: { policyResource: FAILED } }, true],
    ["with neither", { txt: [], evidence: NO_HOST }, false],
    [
      "with records of other kinds and no policy",
      { txt: ["v=spf1 -all"], evidence: NO_HOST },
      false,
    ],
    [
      "without record and a host that answers 404",
      { txt: [], exchange: { httpStatus: 404 } },
      false,
    ],
    ["without record and a host that serves a page", { txt: [], served: "<html></html>" }, false],
  ];
  for (const [what, situation, announced] of sights) {
    it(`${what} is ${announced ? "announced" : "not announced"}`, () => {
      assert.equal(deploymentOf({ stage: "preDeploy", ...situation }).announced, announced);
    });
  }
});
