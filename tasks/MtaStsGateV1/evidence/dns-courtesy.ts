// Who is asked, and how many questions at a time. Who has been silent for long is asked more briefly.
import type { Endpoint } from "../options";
import type { Question } from "./dns-message";
import { askPatiently, type Patience, type Reply, unasked } from "./dns-patience";
import { endpointText } from "./dns-transport";
import { Silence } from "./silence";
import { Courtesy } from "./turns";

/** Questions under way at the same time, over all servers. */
export const QUESTIONS_AT_ONCE = 64;

/** Questions under way at the same time at one name server. */
export const QUESTIONS_PER_NAME_SERVER = 8;

/** The same with questions that only wait. */
const MOST_QUESTIONS = 256;
const MOST_PER_NAME_SERVER = 32;

/** Questions in a row without a sign of life that make a server a silent one. */
const SILENT_AFTER = 8;

/** One try for a silent server, which most answers still fit into. */
const BRIEF_SECONDS = 1;

/** Questions that a server which never said anything still gets at the same time; the others fail unasked. */
const BRIEF_AT_ONCE = 2;

/** Puts questions to servers and holds the limits above. */
interface Asker {
  /** Asks the resolvers, first the one that gave the last usable answer. */
  askResolver(question: Question, patience: Patience): Promise<Reply>;
  askNameServer(question: Question, server: Endpoint, patience: Patience): Promise<Reply>;
}

/** @param resolvers at least one; @param signal ends every question with ABORTED */
export function createAsker(resolvers: readonly Endpoint[], signal: AbortSignal): Asker {
  const courtesy = new Courtesy(
    { busy: QUESTIONS_AT_ONCE, underWay: MOST_QUESTIONS },
    { busy: QUESTIONS_PER_NAME_SERVER, underWay: MOST_PER_NAME_SERVER },
  );
  const silences = new Map<string, Silence>();
  let order = resolvers;

  const ask = async (question: Question, target: Target): Promise<Reply> => {
    const { who, isResolver, patience } = target;
    const silence = silences.get(who) ?? new Silence(SILENT_AFTER);
    silences.set(who, silence);
    if (silence.isEntire && silence.listening >= BRIEF_AT_ONCE) {
      return unasked(question, who, silence);
    }
    return silence.listen(async () => {
      const brief = silence.isLong ? { patience: briefly(target), before: silence.count } : {};
      const servers = { endpoints: target.endpoints(), isResolver, patience, ...brief };
      const reply = await askPatiently(question, servers, signal);
      if (reply.ok || !MUTE.test(reply.error.code)) silence.end();
      else if (reply.error.code !== "ABORTED") silence.go(reply.error.code);
      return reply;
    });
  };

  return {
    async askResolver(question, patience) {
      const target = { who: "the resolver", endpoints: () => order, isResolver: true, patience };
      const reply = await courtesy.take([], () => ask(question, target));
      if (reply.ok) order = withFirst(order, reply.server);
      return reply;
    },
    askNameServer(question, server, patience) {
      const who = endpointText(server);
      const target = { who, endpoints: () => [server], isResolver: false, patience };
      return courtesy.take([who], () => ask(question, target));
    },
  };
}

interface Target {
  /** Servers that answer for each other are silent together. */
  readonly who: string;
  readonly endpoints: () => readonly Endpoint[];
  readonly isResolver: boolean;
  readonly patience: Patience;
}

/** No word came back, be it a refusal. */
const MUTE = /^(?:TIMEOUT|ABORTED|TCP_CLOSED|E[A-Z]+)$/;

function briefly({ endpoints, patience }: Target): Patience {
  const seconds = Math.min(BRIEF_SECONDS, ...patience.tries);
  return { tries: [seconds], tcp: 0, pause: 0, limit: seconds * endpoints().length };
}

function withFirst(endpoints: readonly Endpoint[], server: string): readonly Endpoint[] {
  const isServer = (endpoint: Endpoint) => endpointText(endpoint) === server;
  return [...endpoints.filter(isServer), ...endpoints.filter((one) => !isServer(one))];
}
