// Which sockets the task's process opens, seen from inside of it.
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
    environment: {
      NODE_OPTIONS: `--require=${join(__dirname, "socket-log.cjs")}`,
      SOCKET_LOG: path,
    },
    lines: () => (existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : []),
  };
}
