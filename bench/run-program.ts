// Runs a program and takes the wall time of its whole process, from start to end.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Environment } from "../sandbox/agent/environment";
import type { Pair } from "./ratios";

/** A program with its arguments, folder and whole environment: nothing of the bench's own environment reaches it. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Environment;
  /** Throws where the output shows that something else was done than what is to be measured. */
  readonly check?: (output: string) => void;
  /** Called before each run, outside the time that is taken. */
  readonly prepare?: () => void;
}

/** Milliseconds from the start of the process to its end. */
export function timeProgram(program: Program): number {
  return run(program).ms;
}

/** What a process took. */
export interface Usage {
  /** Milliseconds from the start of the process to its end. */
  readonly ms: number;
  /** The most memory that it held at once, in octets. */
  readonly peak: number;
  /** Milliseconds of processors. */
  readonly processorMs: number;
}

/** The same of a Node script, with what it took of the machine. */
export function measureScript(program: Program): Usage {
  const args = ["--require", join(__dirname, "usage-at-exit.cjs"), ...program.args];
  const { ms, usage } = run({ ...program, args });
  return { ms, ...(JSON.parse(usage) as Omit<Usage, "ms">) };
}

function run(program: Program): { readonly ms: number; readonly usage: string } {
  const { command, args, folder, environment, check, prepare } = program;
  prepare?.();
  const start = performance.now();
  const { error, status, signal, output } = spawnSync(command, args, {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const ms = performance.now() - start;
  if (error !== undefined) throw error;
  const [, stdout = "", stderr = "", usage = ""] = output.map((text) => text ?? "");
  if (status !== 0)
    throw new Error(`${command} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  check?.(stdout);
  return { ms, usage };
}

/** Pairs that are run first and not counted: files come into the memory of the system. */
const WARM_UP_PAIRS = 2;

/** Runs both programs in turns, so that whatever else the machine does hits both. */
export function timeInTurns(first: Program, second: Program, pairs: number): readonly Pair[] {
  const all = Array.from(
    { length: WARM_UP_PAIRS + pairs },
    () => [timeProgram(first), timeProgram(second)] as const,
  );
  return all.slice(WARM_UP_PAIRS);
}
