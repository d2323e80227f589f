// A server program of this machine: is it there, start it in the foreground, stop it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A started server. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/** Folders of servers that a user's PATH may lack. */
const FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

const START_SECONDS = 15;
const STOP_SECONDS = 5;

/** The path of a program; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...FOLDERS];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** A server to be started so that it stays in the foreground. */
interface Start {
  readonly name: string;
  readonly words: readonly string[];
  /** Where it must listen before it counts as started. */
  readonly listensAt: readonly { readonly address: string; readonly port: number }[];
  /** Words with which the same program ends the server, where a signal to it would not reach all of it. */
  readonly stopWords?: readonly string[];
}

/** Starts a server, and returns when it listens everywhere. Throws with what it said if it does not. */
export async function startProgram({ name, words, listensAt, stopWords }: Start): Promise<Running> {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  const child = spawn(path, words, { stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => end(child, stopWords === undefined ? undefined : [path, stopWords]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const until = performance.now() + START_SECONDS * 1000;
  for (const place of listensAt) {
    while (!(await listens(place))) {
      if (child.exitCode !== null || performance.now() > until) {
        await stop();
        throw new Error(`${name} does not listen at ${place.address}:${place.port}: ${said}`);
      }
      await sleep(50);
    }
  }
  return { stop };
}

async function end(
  child: ChildProcess,
  command: readonly [path: string, words: readonly string[]] | undefined,
): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  if (command === undefined) child.kill("SIGTERM");
  else spawnSync(command[0], command[1], { stdio: "ignore", timeout: STOP_SECONDS * 1000 });
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
  await gone;
  clearTimeout(killer);
  // What outlives it would else keep this process alive with it.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function listens({ address, port }: { readonly address: string; readonly port: number }) {
  return new Promise<boolean>((resolve) => {
    const socket = connect(port, address);
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
