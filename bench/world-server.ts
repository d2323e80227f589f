// The process that a world of healthy domains runs in, so that its servers share no event loop with what is measured.
import { startWorld, type World } from "../sandbox/internet/world";
import { DELAY_MS, healthyWorld } from "./healthy-domains";
import type { Wait } from "./ratios";

/** What the bench asks of this process. */
export type WorldRequest =
  | {
      readonly ask: "start";
      readonly domains: readonly string[];
      readonly mxHosts: number;
      readonly folder: string;
    }
  /** Forgets what was logged. */
  | { readonly ask: "mark" }
  | { readonly ask: "log" };

/** What the servers were asked since the last mark. */
export interface WorldLog {
  /** One for each answer of DNS and HTTPS that came late, without those that only a probe of an MX host needs. */
  readonly waits: readonly Wait[];
  readonly questions: number;
  readonly fetches: number;
  readonly conversations: number;
  /** Milliseconds of processors that this process took. */
  readonly processorMs: number;
}

/** What this process answers. */
export type WorldReply = World["inputs"] | WorldLog | "marked";

interface Mark {
  readonly at: number;
  readonly conversations: number;
  readonly processor: NodeJS.CpuUsage;
}

let world: World | undefined;
let mark: Mark | undefined;

async function reply(request: WorldRequest): Promise<WorldReply> {
  if (request.ask === "start") {
    world = await startWorld(healthyWorld(request.domains, request.mxHosts), request.folder);
    return world.inputs;
  }
  if (world === undefined) throw new Error("the world was not started");
  if (request.ask === "log") return logOf(world, mark ?? markOf(world));
  mark = markOf(world);
  return "marked";
}

function markOf(running: World): Mark {
  return {
    at: performance.now(),
    conversations: conversationsOf(running),
    processor: process.cpuUsage(),
  };
}

function conversationsOf({ smtp }: World): number {
  return [...smtp.values()].reduce((sum, { sessions }) => sum + sessions.length, 0);
}

function logOf(running: World, { at: since, conversations, processor }: Mark): WorldLog {
  const { resolver, nameServers, https, smtp } = running;
  const questions = [resolver, ...nameServers]
    .flatMap((server) => server.questions)
    .filter(({ at }) => at >= since);
  const fetches = https.requests.filter(({ at }) => at >= since);
  const { user, system } = process.cpuUsage(processor);
  return {
    waits: [
      ...questions.filter(({ name }) => !smtp.has(name)).map(({ at }) => waitFrom(at)),
      // A request comes as soon as the handshake that it follows was answered.
      ...fetches.flatMap(({ at }) => [waitFrom(at - DELAY_MS), waitFrom(at)]),
    ],
    questions: questions.length,
    fetches: fetches.length,
    conversations: conversationsOf(running) - conversations,
    processorMs: (user + system) / 1000,
  };
}

function waitFrom(at: number): Wait {
  return { from: at, to: at + DELAY_MS };
}

process.on("message", (request: WorldRequest) => {
  void reply(request).then((answer) => process.send?.(answer));
});
