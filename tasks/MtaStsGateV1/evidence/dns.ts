// DNS look-ups of a run: the resolver's answer, and what the authoritative name servers say, each asked once.
import { setMaxListeners } from "node:events";
import { canonicalName } from "../mta-sts/names";
import type { ConnectTo, Endpoint } from "../options";
import {
  chainText,
  type Ending,
  endOf,
  followChain,
  type LookupType,
  type LookupValues,
  unaskable,
} from "./dns-chain";
import { createAsker } from "./dns-courtesy";
import type { Question } from "./dns-message";
import { askNameServers, type Ways } from "./dns-name-servers";
import {
  DISCOVERY_PATIENCE,
  NAME_SERVER_PATIENCE,
  type Patience,
  RESOLVER_PATIENCE,
} from "./dns-patience";
import { agentResolvers } from "./dns-resolvers";
import { findZone } from "./dns-zone";
import type { Answer, CnameLink, Lookup, NameServerAnswer, Observation } from "./types";

/** Where a resolver asks, and how long. */
export interface ResolverSettings {
  /** Resolvers to ask; empty: the agent's own. */
  readonly servers: readonly Endpoint[];
  /** Lines for port 53 say where a name server is asked instead of at its own addresses. */
  readonly connectTo: readonly ConnectTo[];
  /** Ends every look-up at once: what is open fails with ABORTED. */
  readonly signal?: AbortSignal;
  readonly patience?: {
    readonly resolver?: Patience;
    readonly discovery?: Patience;
    readonly nameServer?: Patience;
  };
}

/** Whether the authoritative servers are asked in any case, or only where the resolver gives no usable answer. */
interface LookupMode {
  readonly nameServers: "always" | "fallback";
}

/** Remembers every answer until it is closed, so many domains share their look-ups. To see a change, make a new one. */
export interface Resolver {
  /** Never rejects: what goes wrong is in the observations. */
  lookup<T extends LookupType>(
    type: T,
    name: string,
    mode: LookupMode,
  ): Promise<Lookup<LookupValues[T]>>;
  /** What the resolver says, before the name servers are heard; the same question as that of a look-up. */
  answer<T extends LookupType>(
    type: T,
    name: string,
  ): Promise<Observation<Answer<LookupValues[T]>>>;
  /** Ends open look-ups with ABORTED; no socket and no timer stays. */
  close(): void;
}

/** Makes a resolver; nothing is asked before the first look-up. */
export function createResolver(settings: ResolverSettings): Resolver {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const close = () => {
    settings.signal?.removeEventListener("abort", close);
    closing.abort();
  };
  settings.signal?.addEventListener("abort", close, { once: true });
  if (settings.signal?.aborted) close();

  const { resolver, discovery, nameServer } = { ...PATIENCE, ...settings.patience };
  const servers = settings.servers.length > 0 ? settings.servers : agentResolvers();
  const asker = createAsker(servers, closing.signal);
  const once = memory();
  const askResolver = (question: Question) => asker.askResolver(question, resolver);
  const ways: Ways = {
    toResolver: (question) =>
      once(`discovery ${question.type} ${question.name}`, () =>
        asker.askResolver(question, discovery),
      ),
    toNameServer: (question, server) => asker.askNameServer(question, server, nameServer),
    connectTo: settings.connectTo,
  };

  const endingOf = <T extends LookupType>(type: T, name: string) =>
    once(`resolver ${type} ${name}`, () => followChain(type, name, askResolver));

  return {
    answer: async (type, spelled) => (await endingOf(type, canonicalName(spelled))).observation,
    lookup: (type, spelled, mode) => {
      const name = canonicalName(spelled);
      return once(`${mode.nameServers} ${type} ${name}`, async () => {
        const ending = await endingOf(type, name);
        return {
          name,
          type,
          resolver: ending.observation,
          ...(await authority(type, name, ending, mode, ways)),
        };
      });
    },
    close,
  };
}

const PATIENCE = {
  resolver: RESOLVER_PATIENCE,
  discovery: DISCOVERY_PATIENCE,
  nameServer: NAME_SERVER_PATIENCE,
};

type Authority<T extends LookupType> = Pick<Lookup<LookupValues[T]>, "zone" | "nameServers">;

async function authority<T extends LookupType>(
  type: T,
  name: string,
  { observation, chain }: Ending<LookupValues[T]>,
  mode: LookupMode,
  ways: Ways,
): Promise<Authority<T>> {
  const isFailed = observation.status === "failed";
  if (mode.nameServers === "fallback" && !isFailed) {
    return { nameServers: { status: "skipped", reason: "the resolver answered" } };
  }
  if (isFailed && HOPELESS.includes(observation.error.code)) return { nameServers: observation };
  // A resolver that follows the aliases by itself may say that such a name does not exist.
  const error = unaskable(name, chain);
  if (error !== undefined) return { nameServers: { status: "failed", error } };
  const end = endOf(name, chain);
  const zone = await findZone(end, ways.toResolver);
  if ("code" in zone) return { nameServers: { status: "failed", error: zone } };
  const heard = await askNameServers(type, end, zone, ways);
  const isAbove = heard.status === "failed" && heard.error.code === "NO_NAME_SERVERS";
  if (isAbove) return { nameServers: heard };
  return { zone: zone.apex, nameServers: withChain(heard, name, chain) };
}

/** No server can help with these. */
const HOPELESS = ["ABORTED", "BAD_NAME", "CNAME_LOOP", "CNAME_TOO_LONG"];

/** Puts the chain that the resolver found before what the servers of the final zone say. */
function withChain<T>(
  observation: Observation<readonly NameServerAnswer<T>[]>,
  name: string,
  chain: readonly CnameLink[],
): Observation<readonly NameServerAnswer<T>[]> {
  if (observation.status !== "found" || chain.length === 0) return observation;
  const value = observation.value.map((one) => ({
    ...one,
    answer: prefixed(one.answer, name, chain),
  }));
  return { status: "found", value };
}

function prefixed<T>(
  answer: Observation<Answer<T>>,
  name: string,
  chain: readonly CnameLink[],
): Observation<Answer<T>> {
  if (answer.status === "absent") {
    return { ...answer, detail: `${chainText(name, chain)}${answer.detail}` };
  }
  if (answer.status !== "found") return answer;
  const ttl = Math.min(answer.value.ttl, ...chain.map((link) => link.ttl));
  return {
    status: "found",
    value: { ...answer.value, ttl, chain: [...chain, ...answer.value.chain] },
  };
}

/** Looks a thing up once; all who ask for it share the outcome. */
function memory() {
  const known = new Map<string, Promise<unknown>>();
  return <R>(key: string, look: () => Promise<R>): Promise<R> => {
    const outcome = (known.get(key) as Promise<R> | undefined) ?? look();
    known.set(key, outcome);
    return outcome;
  };
}
