// A world of healthy domains in a process of its own.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../sandbox/internet/world";
import type { WorldLog, WorldReply, WorldRequest } from "./world-server";

/** A running world. */
export interface WorldProcess {
  /** The task inputs that lead into it. */
  readonly inputs: World["inputs"];
  /** Forgets what was logged. */
  readonly mark: () => Promise<void>;
  /** What the servers were asked since the last mark. */
  readonly log: () => Promise<WorldLog>;
  readonly end: () => Promise<void>;
}

/** Starts a process with the domains; their certificates take it about a millisecond each. */
export async function startWorldProcess(
  folder: string,
  domains: readonly string[],
  mxHosts: number,
): Promise<WorldProcess> {
  const child = fork(join(__dirname, "world-server.ts"), {
    execArgv: ["--require", "tsx/cjs"],
    serialization: "advanced",
  });
  const own = mkdtempSync(join(folder, "world-"));
  const inputs = await answerTo<World["inputs"]>(child, {
    ask: "start",
    domains,
    mxHosts,
    folder: own,
  });
  return {
    inputs,
    mark: async () => {
      await answerTo(child, { ask: "mark" });
    },
    log: () => answerTo(child, { ask: "log" }),
    end: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

async function answerTo<R extends WorldReply>(
  child: ChildProcess,
  request: WorldRequest,
): Promise<R> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, "exit", { signal }).then(() => {
    throw new Error("the process of the sandbox world ended");
  });
  try {
    child.send(request);
    const [reply] = await Promise.race([once(child, "message", { signal }), ended]);
    return reply as R;
  } finally {
    ended.catch(() => {}); // nobody waits for it any more
    settled.abort();
  }
}
