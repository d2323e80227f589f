// Runs one process the way the agent does (agent: ProcessInvoker.cs, ProcessInvoker.MacLinux.cs).
import { spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as delay } from "node:timers/promises";
import type { Environment } from "./environment";
import { LineSplitter } from "./lines";
import type { Timings } from "./timings";

/** What to start and where. */
export interface ProcessStart {
  readonly binary: string;
  readonly argument: string;
  readonly workingDirectory: string;
  readonly environment: Environment;
}

/** The two streams that the agent reads commands from. */
export type StreamName = "stdout" | "stderr";

/** What listens to a process. */
interface ProcessListener {
  onText(stream: StreamName, text: string): void;
  onLine(stream: StreamName, line: string): void;
}

/** The running process of a task. */
export interface TaskProcess {
  /** The exit code, once the process and its pipes are gone. Rejects where it could not be started. */
  readonly ended: Promise<number>;
  /** Asks it to stop: SIGINT, then SIGTERM, then kills it. */
  cancel(): Promise<void>;
  /** Kills it and its children at once. */
  kill(): void;
}

/** Starts a process with its standard input closed. It leads a process group, so that its children can be killed. */
export function startProcess(
  start: ProcessStart,
  listener: ProcessListener,
  timings: Timings,
): TaskProcess {
  const child = spawn(start.binary, [start.argument], {
    cwd: start.workingDirectory,
    env: start.environment,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  child.stdin.on("error", ignoreClosedPipe).end();
  const closed = once(child, "close");
  for (const stream of ["stdout", "stderr"] as const) {
    readLines(child[stream], stream, listener);
  }
  const kill = () => signalGroup(child.pid);
  const ended = (async () => {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (!(await settlesWithin(closed, timings.pipes))) {
      kill();
      child.stdout.destroy();
      child.stderr.destroy();
      await closed;
    }
    return code ?? 128 + os.constants.signals[signal as NodeJS.Signals];
  })();
  closed.catch(() => {}); // a failed start is told by `ended`
  ended.catch(() => {}); // whoever awaits it hears of it; nobody need
  return {
    ended,
    kill,
    async cancel() {
      for (const [signal, patience] of [
        ["SIGINT", timings.sigint],
        ["SIGTERM", timings.sigterm],
      ] as const) {
        child.kill(signal);
        if (await settlesWithin(ended, patience)) return;
      }
      kill();
    },
  };
}

function readLines(
  source: NodeJS.ReadableStream,
  stream: StreamName,
  listener: ProcessListener,
): void {
  const decoder = new StringDecoder("utf8");
  const splitter = new LineSplitter();
  const take = (text: string) => {
    listener.onText(stream, text);
    for (const line of splitter.push(text)) listener.onLine(stream, line);
  };
  source.on("data", (bytes: Buffer) => take(decoder.write(bytes)));
  source.on("close", () => {
    take(decoder.end());
    for (const line of splitter.end()) listener.onLine(stream, line);
  });
}

function signalGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

function ignoreClosedPipe(): void {
  // A process that closes its standard input by itself is no fault.
}

async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const clock = new AbortController();
  const timeout = delay(milliseconds, false, { signal: clock.signal }).catch(() => false);
  const settled = promise.then(
    () => true,
    () => true,
  );
  const first = await Promise.race([settled, timeout]);
  clock.abort();
  return first;
}
