// Who is asked, and how many questions at a time.
import type { Endpoint } from "../options";
import type { Question } from "./dns-message";
import { askPatiently, type Patience, type Reply } from "./dns-patience";
import { endpointText } from "./dns-transport";
import { Turns } from "./dns-turns";

/** Questions under way at the same time, over all servers. */
export const QUESTIONS_AT_ONCE = 64;

/** Questions under way at the same time at one name server. */
export const QUESTIONS_PER_NAME_SERVER = 8;

/** Puts questions to servers and holds the two limits above. */
interface Asker {
  /** Asks the resolvers, first the one that gave the last usable answer. */
  askResolver(question: Question, patience: Patience): Promise<Reply>;
  askNameServer(question: Question, server: Endpoint, patience: Patience): Promise<Reply>;
}

/** @param resolvers at least one; @param signal ends every question with ABORTED */
export function createAsker(resolvers: readonly Endpoint[], signal: AbortSignal): Asker {
  const turns = new Turns(QUESTIONS_AT_ONCE);
  const turnsOf = new Map<string, Turns>();
  let order = resolvers;

  const ask = (question: Question, endpoints: readonly Endpoint[], rest: Kind) =>
    turns.take(() => askPatiently(question, { endpoints, ...rest }, signal));

  return {
    async askResolver(question, patience) {
      const reply = await ask(question, order, { isResolver: true, patience });
      if (reply.ok) order = withFirst(order, reply.server);
      return reply;
    },
    askNameServer(question, server, patience) {
      const key = endpointText(server);
      const own = turnsOf.get(key) ?? new Turns(QUESTIONS_PER_NAME_SERVER);
      turnsOf.set(key, own);
      return own.take(() => ask(question, [server], { isResolver: false, patience }));
    },
  };
}

interface Kind {
  readonly isResolver: boolean;
  readonly patience: Patience;
}

function withFirst(endpoints: readonly Endpoint[], server: string): readonly Endpoint[] {
  const isServer = (endpoint: Endpoint) => endpointText(endpoint) === server;
  return [...endpoints.filter(isServer), ...endpoints.filter((one) => !isServer(one))];
}
