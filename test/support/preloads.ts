// What is loaded into the task's process before the task itself, for tests that look or reach inside of it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GateRun, newFolder } from "./gate";

export interface SocketLog {
  /** For the run whose sockets are logged. */
  readonly environment: NonNullable<GateRun["environment"]>;
  /** `tcp address:port`, `udp` or `lookup name`, in order. */
  readonly lines: () => readonly string[];
}

/** Logs the sockets of the runs that get its environment. */
export async function socketLog(): Promise<SocketLog> {
  const path = join(await newFolder("sockets"), "log");
  return {
    environment: { ...preload("socket-log.cjs"), SOCKET_LOG: path },
    lines: () => (existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : []),
  };
}

/** The environment of a run whose clock and timers go so many times as fast as the machine's. */
export function fastClock(factor: number): NonNullable<GateRun["environment"]> {
  return { ...preload("fast-clock.cjs"), CLOCK_FACTOR: `${factor}` };
}

function preload(file: string) {
  return { NODE_OPTIONS: `--require=${join(__dirname, file)}` };
}
