// A domain in small: what is committed, what is served and what two name servers say, changed step by step as people
// and pipelines do it. The gate looks at it as evidence.
import type { Conclusion } from "../../tasks/MtaStsGateV1/conclude";
import type { EarlierSight } from "../../tasks/MtaStsGateV1/evidence/types";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { HEALTHY_POLICY } from "./healthy";
import { concludeExample } from "./update-examples";

/** Texts that are committed; `reordered` means the same as `enforce`. */
export const TEXTS = {
  testing: HEALTHY_POLICY.replace("enforce", "testing"),
  enforce: HEALTHY_POLICY,
  reordered:
    "version: STSv1\nmax_age: 604800\nmode: enforce\nmx: contoso-com.mail.protection.outlook.com\n",
  none: "version: STSv1\nmode: none\nmax_age: 86400\n",
} as const;

/** Everything that can be different; undefined: not there. */
export interface Domain {
  readonly committed: string | undefined;
  readonly served: string | undefined;
  /** The policy host answers with an error page. */
  readonly isBroken: boolean;
  /** At the two name servers. */
  readonly ids: readonly [string | undefined, string | undefined];
  /** Newest first. */
  readonly versions: readonly { readonly at: string; readonly text?: string }[];
  /** What the job saw before it deployed; undefined: it has not deployed anything yet. */
  readonly earlier: EarlierSight | undefined;
  /** Days since it all began. */
  readonly day: number;
}

export const NOTHING: Domain = {
  committed: undefined,
  served: undefined,
  isBroken: false,
  ids: [undefined, undefined],
  versions: [],
  earlier: undefined,
  day: 0,
};

const ABSENT = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const START = Date.UTC(2026, 0, 1);
const timeOf = (day: number) => new Date(START + day * 86_400_000).toISOString();

/** What the gate concludes: before a deployment, or in the job that has deployed. */
export function look(domain: Domain, stage: Stage = stageOf(domain)): Conclusion {
  const { committed, served, isBroken, ids, versions, earlier } = domain;
  const answer = (id: string | undefined) =>
    id === undefined ? ABSENT : { status: "found", value: answerOf(id) };
  return concludeExample(
    {
      policy: committed ?? "",
      served: served ?? "",
      ...(isBroken ? { exchange: { httpStatus: 503 } } : {}),
      history: { versions },
      evidence: {
        gatheredAt: timeOf(domain.day),
        ...(committed === undefined ? { policyFile: ABSENT } : {}),
        ...(served === undefined ? { policyResource: ABSENT } : {}),
        record: {
          resolver: answer(ids[1]),
          nameServers: {
            value: ids.map((id, n) => ({
              host: `ns${n}.example.net`,
              address: `198.51.100.${n}`,
              answer: answer(id),
            })),
          },
        },
        ...(earlier === undefined || stage !== "postDeploy"
          ? {}
          : { earlier: { status: "found", value: earlier } }),
      },
    },
    stage,
  );
}

function stageOf({ earlier }: Domain): Stage {
  return earlier === undefined ? "preDeploy" : "postDeploy";
}

function answerOf(id: string) {
  return {
    records: [[`v=STSv1; id=${id};`]],
    ttl: 3600,
    chain: [],
    authoritative: true,
    server: "198.51.100.53:53",
    seconds: 0.02,
  };
}

/** One thing that somebody does. */
export type Act = (domain: Domain) => Domain;

const nextDay = (domain: Domain): Domain => ({ ...domain, day: domain.day + 1 });

const commit =
  (text: string | undefined): Act =>
  (before) => {
    const domain = nextDay(before);
    const isKnown = domain.versions.length > 0 || text !== undefined;
    const version = { at: timeOf(domain.day), ...(text === undefined ? {} : { text }) };
    const isNew = isKnown && text !== domain.committed;
    return {
      ...domain,
      committed: text,
      versions: isNew ? [version, ...domain.versions] : domain.versions,
      earlier: undefined,
    };
  };

const deploy: Act = (before) => {
  const domain = nextDay(before);
  const [liveId] = domain.ids;
  const body = domain.isBroken ? undefined : domain.served;
  const earlier = {
    gatheredAt: timeOf(domain.day),
    ...(liveId === undefined ? {} : { liveId }),
    ...(body === undefined ? {} : { servedBodyBase64: Buffer.from(body).toString("base64") }),
  };
  return { ...domain, served: domain.committed, isBroken: false, earlier };
};

const publish =
  (idOf: (domain: Domain) => string | undefined, servers: 1 | 2 = 2): Act =>
  (before) => {
    const domain = nextDay(before);
    const id = idOf(domain);
    return { ...domain, ids: [id, servers === 2 ? id : domain.ids[1]] };
  };

const proposed = (domain: Domain) => look(domain).report.id.next ?? domain.ids[0];
const byClock = ({ day }: Domain) => `${timeOf(day).replace(/[-T:]|\..*/g, "")}Z`;

/** What happens to domains. */
export const ACTS = {
  "commit testing": commit(TEXTS.testing),
  "commit enforce": commit(TEXTS.enforce),
  "commit enforce in other words": commit(TEXTS.reordered),
  "commit none": commit(TEXTS.none),
  "remove the file": commit(undefined),
  deploy,
  "publish the proposed id": publish(proposed),
  "publish the proposed id on one server": publish(proposed, 1),
  "publish an id by the clock": publish(byClock),
  "remove the record": publish(() => undefined),
  "the id spreads": (domain) => ({ ...nextDay(domain), ids: [domain.ids[0], domain.ids[0]] }),
  "the host breaks": (domain) => ({ ...nextDay(domain), isBroken: true }),
  "the next job starts": (domain) => ({ ...nextDay(domain), earlier: undefined }),
  "two weeks pass": (domain) => ({ ...domain, day: domain.day + 14, earlier: undefined }),
} as const satisfies Readonly<Record<string, Act>>;
