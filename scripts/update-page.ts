// docs/update.md: the states of an update, how one leads to the next, and what each stage says of them.
import type { UpdateState } from "../tasks/MtaStsGateV1/deployment";
import type { Stage } from "../tasks/MtaStsGateV1/options";
import type { DomainReport } from "../tasks/MtaStsGateV1/report/types";
import { table } from "./markdown";

/** A state with an example: what each stage concludes of it. */
export type ExampleReports = {
  readonly [S in UpdateState]?: { readonly [T in Stage]?: DomainReport };
};

/** The stages that the table shows; `lint` looks at nothing live. */
export const SHOWN_STAGES = ["pullRequest", "preDeploy", "postDeploy", "monitor"] as const;

/** The arrows of the picture: from, to, and what happens in between. */
export const TRANSITIONS: readonly (readonly [UpdateState, UpdateState, string])[] = [
  ["first deployment", "first deployment", "deploy"],
  ["first deployment", "unchanged", "publish the record"],
  ["unchanged", "changed, not deployed", "commit a change"],
  ["changed, not deployed", "deployed, id old", "deploy"],
  ["deployed, id old", "unchanged", "publish the id"],
  ["deployed, id old", "deployed, id spreading", "publish the id"],
  ["deployed, id spreading", "unchanged", "the id spreads"],
  ["changed, not deployed", "id before body", "publish the id"],
  ["id before body", "unchanged", "deploy, publish a further id"],
  ["unchanged", "id changed alone", "publish another id"],
  ["deployed, id old", "removal announced", "publish the id"],
  ["unchanged", "removal too early", "remove the file"],
  ["removal announced", "removal too early", "remove the file"],
  ["removal too early", "changed, not deployed", "bring it back with mode none"],
  ["removal announced", "removed", "remove the file in time"],
];

const MEANINGS: { readonly [S in UpdateState]: string } = {
  "first deployment": "Nothing is announced yet, or a policy is served without a record.",
  unchanged:
    "What is served means the same as what is committed, and nothing says that the id is old.",
  "changed, not deployed": "The committed policy differs in meaning from the served one.",
  "deployed, id old":
    "The committed policy is served, but under the old id: senders do not fetch it.",
  "deployed, id spreading": "Some name servers have the new id, others still the old one.",
  "id before body":
    "The new id is out while the old policy is served. Senders keep the old policy under the new id.",
  "id changed alone":
    "The id moved although the policy did not. Senders fetch once more; nothing is lost.",
  "removal announced":
    "A policy of mode none is served. It has to stay until no sender holds an older one.",
  "removal too early": "The policy file is gone while senders may still hold a policy.",
  removed: "The file is gone, and no sender holds a policy any more, or nothing was announced.",
  unknown:
    "The record or the served policy could not be had or read, so what changed is open. Never a pass.",
  "not judged":
    "Stage `lint`, a file that cannot be read, or one that is looked for in the wrong place.",
};

/** The page. */
export function updatePage(examples: ExampleReports): string {
  return `${[
    '<!-- Made by "npm run docs" from scripts/update-page.ts. Do not edit. -->',
    "# The states of an update",
    "Policy, id and MX records change at different times in different places. The gate says where a domain stands (`update.state` in the [report](report.md)) and what comes next (`update.nextStep`, and the line `next step` of the log).",
    picture(),
    meanings(examples),
    "## What each stage says",
    "For one example of each state: the result, and the checks that make it. In brackets: the state, where that stage sees another one.",
    verdicts(examples),
    ...ORDER,
  ].join("\n\n")}\n`;
}

function picture(): string {
  const froms = TRANSITIONS.map(([from]) => from);
  const names = [...new Set([...froms, ...TRANSITIONS.map(([, to]) => to)])];
  const lines = [
    "stateDiagram-v2",
    ...names.map((name) => `  state "${name}" as ${nodeOf(name)}`),
    `  [*] --> ${nodeOf("first deployment")}`,
    ...TRANSITIONS.map(([from, to, what]) => `  ${nodeOf(from)} --> ${nodeOf(to)}: ${what}`),
    `  ${nodeOf("removed")} --> [*]`,
  ];
  return ["```mermaid", ...lines, "```"].join("\n");
}

function nodeOf(state: UpdateState): string {
  return state.replace(/[ ,]+(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function meanings(examples: ExampleReports): string {
  const rows = Object.entries(MEANINGS).map(([state, meaning]) => {
    const reports = examples[state as UpdateState];
    const seen = [reports?.preDeploy, reports?.postDeploy].find(
      (report) => report?.update.state === state,
    );
    return [
      state,
      meaning,
      seen === undefined ? "depends on what is missing" : seen.update.nextStep,
    ];
  });
  return table(["State", "What it is", "Next step, in an example"], rows);
}

function verdicts(examples: ExampleReports): string {
  const rows = Object.entries(examples).map(([state, reports]) => [
    state,
    ...SHOWN_STAGES.map((stage) => verdictOf(state, reports[stage])),
  ]);
  return table(["State", ...SHOWN_STAGES.map((stage) => `\`${stage}\``)], rows);
}

function verdictOf(state: string, report: DomainReport | undefined): string {
  if (report === undefined) return "";
  const { result, problems, update } = report;
  const weighty = problems.filter(({ severity }) => severity !== "note");
  const why = weighty.map(
    ({ severity, check }) => `${severity} [\`${check}\`](checks.md#${check})`,
  );
  const other = update.state === state ? "" : ` (${update.state})`;
  return [`${result}${other}`, ...new Set(why)].join("\n");
}

const ORDER: readonly string[] = [
  "## The order of an update",
  "RFC 8461 section 8.1: the policy first, then the id. A sender that sees the new id fetches at once; if the old policy is still served, it keeps that under the new id.",
  [
    "1. Commit the change. The gate judges it before it is deployed.",
    "2. Deploy. `postDeploy` waits until the committed policy is served.",
    "3. Replace the TXT record: one record, with the new id. `mtaStsTxtRecord` is its whole text.",
    "4. Until the TTL of the record has passed, senders may use the old policy; those that do not look at the record before they deliver, until its `max_age` at worst. Old policies should keep working that long.",
  ].join("\n"),
  "## The road to enforce",
  [
    "1. Publish a policy of mode `testing`, and a TLSRPT record, so that senders report what would fail. [`rollout-straight-to-enforce`](checks.md#rollout-straight-to-enforce) warns where this step is left out.",
    "2. Let the gate look at the MX hosts from an agent that reaches port 25. In the deployment that brings `enforce`, faults of STARTTLS and certificates ([`smtp-no-starttls`](checks.md#smtp-no-starttls) and its neighbors) are errors.",
    "3. Change the mode to `enforce`, deploy, publish the new id.",
  ].join("\n"),
  "## Moving the MX records",
  [
    "1. Write the new hosts into `plannedMx` and into the policy, beside the old ones. Deploy, publish the new id.",
    "2. Wait until no sender holds the policy before: [`rollout-mx-new-only`](checks.md#rollout-mx-new-only) gives the time, once the record has its TTL behind it and at worst when the old `max_age` is over.",
    "3. Change the MX records. Wait for their TTL: [`rollout-mx-dropped`](checks.md#rollout-mx-dropped) warns of resolvers that still give the old hosts.",
    "4. Take the old hosts out of the policy. Deploy, publish the new id.",
  ].join("\n"),
  "## Removal",
  [
    "1. Commit `mode: none` with a small `max_age`, for example 86400. Deploy, publish the new id. This is right at any time.",
    "2. Wait until the largest `max_age` that was ever served has passed since (RFC 8461 section 8.3). The gate reads it from the history of the file, for which the checkout needs `fetchDepth: 0`, and gives the date in UTC.",
    "3. Remove the file, the TXT record and the policy host. Sooner is [`removal-too-early`](checks.md#removal-too-early).",
  ].join("\n"),
];
