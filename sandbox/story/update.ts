// A domain from nothing to testing, to enforce, to another mail provider without losing mail, and out of MTA-STS again.
// Each step is done wrong first, and then right.
import type { WorldDomain } from "../internet/world";
import { DOMAIN, type StoryDomain, startDomain } from "./domain";
import { playScenes, type Scene } from "./scene";

const OLD_MX = ["mx1.fabrikam.com", "mx2.fabrikam.com"];
const NEW_MX = ["mail.adventure-works.com"];
const WEEK = 604_800;

const policy = (mode: string, mx: readonly string[], maxAge: number | string = WEEK) =>
  [
    "version: STSv1",
    `mode: ${mode}`,
    ...mx.map((host) => `mx: ${host}`),
    `max_age: ${maxAge}`,
    "",
  ].join("\n");
const recordsOf = (hosts: readonly string[]): WorldDomain["mx"] =>
  hosts.map((host, index) => [10 * (index + 1), host] as const);

const discard = (domain: StoryDomain) => domain.discard();
const propose = (text: string | undefined) => (domain: StoryDomain) => domain.propose(text);
const commit = (text: string | undefined) => (domain: StoryDomain) => {
  domain.propose(text);
  domain.commit();
};
const deploy = (domain: StoryDomain) => domain.deploy();
const publish = (domain: StoryDomain) => domain.publish();

const BEFORE = { stage: "preDeploy" };
const AFTER = { stage: "postDeploy", waitMinutes: "0", idUpdate: "pipeline" };
const LATER = { stage: "postDeploy", waitMinutes: "0" };

const FIRST_STEPS: readonly Scene[] = [
  {
    day: 0,
    title: "the policy has a mode that does not exist",
    act: propose(policy("test", OLD_MX)),
    inputs: BEFORE,
    expected: { stops: "policy-mode-value" },
    after: discard,
  },
  {
    day: 0,
    title: "enforce at once, before anybody has reported",
    act: propose(policy("enforce", OLD_MX)),
    inputs: BEFORE,
    expected: { warns: "rollout-straight-to-enforce" },
    after: discard,
  },
  {
    day: 0,
    title: "mode testing first",
    act: commit(policy("testing", OLD_MX)),
    inputs: BEFORE,
    expected: {
      passes: "first deployment",
      next: /^deploy the policy, .* then publish the TXT record /,
    },
  },
  {
    day: 0,
    title: "the policy is deployed",
    act: deploy,
    inputs: LATER,
    expected: {
      passes: "first deployment",
      next: /^publish the TXT record v=STSv1; id=[0-9a-f]{32};$/,
    },
  },
  {
    day: 0,
    title: "the record lacks its semicolon",
    act: (domain) => domain.publish("v=STSv1 id=20260105090000Z"),
    inputs: AFTER,
    expected: { stops: "record-malformed" },
    after: (domain) => domain.takeBack(),
  },
  {
    day: 0,
    title: "the record is published as it was given",
    act: publish,
    inputs: AFTER,
    expected: { passes: "unchanged", next: /^nothing to do$/ },
  },
];

const TO_ENFORCE: readonly Scene[] = [
  {
    day: 28,
    title: "enforce, with one of two MX hosts forgotten",
    act: propose(policy("enforce", OLD_MX.slice(0, 1))),
    inputs: BEFORE,
    expected: { stops: "mx-not-covered" },
    after: discard,
  },
  {
    day: 28,
    title: "enforce, with both",
    act: commit(policy("enforce", OLD_MX)),
    inputs: BEFORE,
    expected: { passes: "changed, not deployed", next: /^deploy the policy first, then publish / },
  },
  {
    day: 28,
    title: "the new id is published before the policy is deployed",
    act: publish,
    inputs: BEFORE,
    expected: { warns: "id-before-body" },
    after: (domain) => domain.takeBack(),
  },
  {
    day: 28,
    title: "the policy is deployed, and the id forgotten",
    act: deploy,
    inputs: AFTER,
    expected: { stops: "id-stale" },
  },
  {
    day: 28,
    title: "the new id is published",
    act: publish,
    inputs: AFTER,
    expected: { passes: "unchanged", next: /^nothing to do$/ },
  },
];

const PLANNED = { plannedMx: NEW_MX.join("\n") };
const switchTo = (hosts: readonly string[]) => (domain: StoryDomain) =>
  domain.publishMx(recordsOf(hosts));

const TO_ANOTHER_PROVIDER: readonly Scene[] = [
  {
    day: 60,
    title: "the MX records move, and the policy does not know",
    act: switchTo(NEW_MX),
    inputs: BEFORE,
    expected: { stops: "mx-not-covered" },
    after: switchTo(OLD_MX),
  },
  {
    day: 60,
    title: "the move is planned, and the policy lacks the new host",
    act: () => {},
    inputs: { ...BEFORE, ...PLANNED },
    expected: { stops: "mx-planned-not-covered" },
  },
  {
    day: 60,
    title: "the policy covers old and new hosts",
    act: commit(policy("enforce", [...OLD_MX, ...NEW_MX])),
    inputs: { ...BEFORE, ...PLANNED },
    expected: { passes: "changed, not deployed", next: /^deploy the policy first, then publish / },
  },
  {
    day: 60,
    title: "it is deployed, and the new id published",
    act: (domain) => {
      domain.deploy();
      domain.publish();
    },
    inputs: { ...AFTER, ...PLANNED },
    expected: { passes: "unchanged", next: /^nothing to do$/ },
  },
  {
    day: 60,
    title: "the MX records move the same day, while senders hold the policy before",
    act: switchTo(NEW_MX),
    inputs: AFTER,
    expected: { warns: "rollout-mx-new-only" },
    after: switchTo(OLD_MX),
  },
  {
    day: 68,
    title: "a week later no sender holds the policy before: the MX records move",
    act: switchTo(NEW_MX),
    inputs: { stage: "monitor" },
    expected: { passes: "not judged", next: /^nothing to do$/ },
  },
  {
    day: 70,
    title: "the wrong hosts are taken out of the policy",
    act: propose(policy("enforce", OLD_MX)),
    inputs: BEFORE,
    expected: { stops: "mx-not-covered" },
    after: discard,
  },
  {
    day: 70,
    title: "the old hosts are taken out",
    act: commit(policy("enforce", NEW_MX)),
    inputs: BEFORE,
    expected: { passes: "changed, not deployed", next: /^deploy the policy first, then publish / },
  },
  {
    day: 70,
    title: "it is deployed, and the new id published",
    act: (domain) => {
      domain.deploy();
      domain.publish();
    },
    inputs: AFTER,
    expected: { passes: "unchanged", next: /^nothing to do$/ },
  },
];

const OUT_AGAIN: readonly Scene[] = [
  {
    day: 100,
    title: "the file is deleted",
    act: propose(undefined),
    inputs: BEFORE,
    expected: { stops: "removal-too-early" },
    after: discard,
  },
  {
    day: 100,
    title: "mode none, for a day",
    act: commit(policy("none", [], 86_400)),
    inputs: BEFORE,
    expected: { passes: "changed, not deployed", next: /^deploy the policy first, then publish / },
  },
  {
    day: 100,
    title: "it is deployed, and the new id published",
    act: (domain) => {
      domain.deploy();
      domain.publish();
    },
    inputs: AFTER,
    expected: {
      passes: "removal announced",
      next: /^keep file and record until 2026-04-22 \d\d:\d\d:\d\d UTC, then remove both$/,
    },
  },
  {
    day: 103,
    title: "the file is deleted while senders may hold a policy",
    act: propose(undefined),
    inputs: BEFORE,
    expected: { stops: "removal-too-early" },
    after: discard,
  },
  {
    day: 108,
    title: "a week later the file is deleted",
    act: commit(undefined),
    inputs: BEFORE,
    expected: {
      passes: "removed",
      next: /^remove the TXT record, then what is left at the policy host$/,
    },
  },
];

/** The scenes of the story, in their order. */
export const UPDATE_SCENES: readonly Scene[] = [
  ...FIRST_STEPS,
  ...TO_ENFORCE,
  ...TO_ANOTHER_PROVIDER,
  ...OUT_AGAIN,
];

/** Tells the story; true where the gate was right in every scene. */
export async function tellUpdate(
  print: (line: string) => void,
  scenes: readonly Scene[] = UPDATE_SCENES,
): Promise<boolean> {
  // The new provider has its own domain, so that its MX host is there from the beginning.
  const provider = { "adventure-works.com": { mx: recordsOf(NEW_MX) } };
  const domain = await startDomain(recordsOf(OLD_MX), provider);
  try {
    print(`${DOMAIN}: from nothing to testing, to enforce, to another provider, and out again`);
    const isRight = await playScenes(scenes, domain, print);
    print("");
    print(isRight ? "ok: the gate was right every time" : "NOT OK: see above");
    return isRight;
  } finally {
    await domain.end();
  }
}
