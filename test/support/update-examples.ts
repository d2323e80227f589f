// A situation for each state of an update, as evidence: what the table in docs/update.md is made from.
import { type Conclusion, concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import type { UpdateState } from "../../tasks/MtaStsGateV1/deployment";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { type Case, evidenceOf, optionsOf } from "./case";
import { HEALTHY_POLICY, healthyOptions } from "./healthy";

/** What is committed, and what differs from a healthy domain. */
export interface UpdateExample extends Omit<Case, "stage"> {
  /** The committed text; without it a healthy one. */
  readonly policy?: string;
}

/** The state that the table shows, and no other: those that are read off at one stage only. */
type Shown = Exclude<UpdateState, "not judged" | "unknown">;

const TESTING = HEALTHY_POLICY.replace("enforce", "testing");
const NONE = "version: STSv1\nmode: none\nmax_age: 86400\n";
const TESTING_ID = `v=STSv1; id=${contentId(Buffer.from(TESTING))};`;
const NONE_ID = `v=STSv1; id=${contentId(Buffer.from(NONE))};`;
const ABSENT = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const NOTHING_LIVE = { txt: [], evidence: { policyResource: ABSENT } };

const version = (at: string, text?: string) => ({ at, ...(text === undefined ? {} : { text }) });
const OFFERED = [
  version("2026-10-01T00:00:00.000Z", HEALTHY_POLICY),
  version("2026-09-01T00:00:00.000Z", TESTING),
];
const UPDATED = { history: { versions: OFFERED } };
const withdrawn = (at: string, ...later: readonly ReturnType<typeof version>[]) => ({
  history: { versions: [...later, version(at, NONE), ...OFFERED] },
});

/** One situation for each state, looked at from every stage. */
export const UPDATE_EXAMPLES: { readonly [S in Shown]: UpdateExample } = {
  "first deployment": {
    policy: TESTING,
    ...NOTHING_LIVE,
    history: { versions: [version("2026-11-24T07:00:00.000Z", TESTING)] },
  },
  unchanged: UPDATED,
  "changed, not deployed": { served: TESTING, txt: [TESTING_ID], ...UPDATED },
  "deployed, id old": { txt: [TESTING_ID], ...UPDATED },
  "deployed, id spreading": {
    ...UPDATED,
    evidence: {
      record: { nameServers: { value: { 1: { answer: { value: { records: [[TESTING_ID]] } } } } } },
    },
  },
  "id before body": { served: TESTING, ...UPDATED },
  "id changed alone": {
    ...UPDATED,
    txt: ["v=STSv1; id=20261124075900Z;"],
    evidence: {
      earlier: {
        status: "found",
        value: {
          gatheredAt: "2026-11-24T07:55:00.000Z",
          liveId: "20261110080000Z",
          servedBodyBase64: Buffer.from(HEALTHY_POLICY).toString("base64"),
        },
      },
    },
  },
  "removal announced": {
    policy: NONE,
    txt: [NONE_ID],
    ...withdrawn("2026-11-20T00:00:00.000Z"),
  },
  "removal too early": {
    history: { versions: [version("2026-11-24T07:00:00.000Z"), ...OFFERED] },
    evidence: { policyFile: ABSENT },
  },
  removed: {
    ...withdrawn("2026-11-01T00:00:00.000Z", version("2026-11-24T07:00:00.000Z")),
    served: NONE,
    txt: [NONE_ID],
    evidence: { policyFile: ABSENT },
  },
};

/** What the gate says of a situation at a stage. */
export function concludeExample(
  { policy = HEALTHY_POLICY, ...fixture }: UpdateExample,
  stage: Stage,
): Conclusion {
  const whole = { stage, ...fixture };
  const options = healthyOptions(stage, optionsOf(whole));
  return concludeDomain(evidenceOf(policy, whole), options, knowledge);
}
