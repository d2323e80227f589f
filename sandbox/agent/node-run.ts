// One attempt to run a task's script with Node (agent: Handlers/NodeHandler.cs).
import fs from "node:fs";
import path from "node:path";
import { StepStopped } from "./cancellation";
import { processLine } from "./command-line";
import { taskEnvironment } from "./environment";
import { type ChosenHandler, chooseNode, type Node24Support, type NodeBinaries } from "./handler";
import { expandMacros } from "./macros";
import type { StepRecord } from "./step-record";
import { type ProcessStart, startProcess, type TaskProcess } from "./task-process";

type Values = Readonly<Record<string, string>>;

interface NodeRun {
  readonly taskFolder: string;
  readonly handler: ChosenHandler;
  /** Resolved. */
  readonly inputs: Values;
  /** The step's `env:`, expanded. */
  readonly env: Values;
  readonly nodes: NodeBinaries;
  readonly node24: Node24Support;
}

/** Runs the script. Throws where it cannot start, ends with another exit code than 0, or was stopped. */
export async function runNode(step: StepRecord, run: NodeRun, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new StepStopped();
  const start = processStart(step, run);
  const running = new RunningStep(step, start);
  const stop = () => running.stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const code = await running.outcome();
    if (signal.aborted) throw new StepStopped();
    if (code !== 0) {
      const { binary, argument } = start;
      throw new Error(
        `Exit code ${code} returned from process: file name '${binary}', arguments '"${argument}"'.`,
      );
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function processStart(step: StepRecord, run: NodeRun): ProcessStart {
  const { job } = step;
  const { handler, inputs, env, taskFolder, nodes, node24 } = run;
  const environment = taskEnvironment({
    base: job.environment,
    step: env,
    variables: job.variables,
    inputs,
    taskVariables: step.taskVariables.all(),
    prependPath: job.prependPath,
  });
  const expand = (text: string) => expandHandlerText(step, run, text);
  const target = path.resolve(taskFolder, expand(handler.data.target));
  if (!fs.existsSync(target)) throw new Error(`File not found: '${target}'`);
  const node = chooseNode(handler.name, node24, nodes);
  if (node.warning !== undefined) step.warning(node.warning);
  if (node.binary === undefined) throw new Error(`This agent has no Node for ${handler.name}.`);
  step.debug(`Using node path: ${node.binary}`);
  return {
    binary: node.binary,
    argument: target,
    workingDirectory: expand(handler.data.workingDirectory ?? "") || job.workspace.sources,
    environment,
  };
}

// Handlers may name the task's folder, its inputs and variables, in this order.
function expandHandlerText(
  step: StepRecord,
  { taskFolder, inputs }: NodeRun,
  text: string,
): string {
  const byName = new Map(
    Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const inFolder = expandMacros(text, (name) =>
    name.toLowerCase() === "currentdirectory" ? taskFolder : undefined,
  );
  const withInputs = expandMacros(inFolder, (name) => byName.get(name.toLowerCase()));
  return expandMacros(withInputs, (name) => step.job.variables.get(name));
}

/** A process whose output is that of a step, until it ends or the step counts as done. */
class RunningStep {
  readonly #step: StepRecord;
  readonly #child: TaskProcess;
  #listening = true;

  constructor(step: StepRecord, start: ProcessStart) {
    this.#step = step;
    this.#child = startProcess(
      start,
      {
        onText: (stream, text) => step.keepRaw(stream, text),
        onLine: (stream, line) => {
          if (this.#listening) processLine(step, line, stream);
        },
      },
      step.job.timings,
    );
    step.job.leftovers.add(this.#child);
  }

  stop(): void {
    void this.#child.cancel();
  }

  /** The exit code; 0 as well where the task said that it is done and does not end. */
  async outcome(): Promise<number> {
    const { timings, leftovers } = this.#step.job;
    let clock: NodeJS.Timeout | undefined;
    const done = new Promise<undefined>((resolve) => {
      this.#step.onDone = () => {
        clock ??= setTimeout(resolve, timings.done, undefined);
      };
    });
    try {
      const code = await Promise.race([this.#child.ended, done]);
      if (code !== undefined) leftovers.delete(this.#child);
      else this.#step.debug("The task is done, but its process still runs. It counts as complete.");
      return code ?? 0;
    } finally {
      this.#listening = false;
      clearTimeout(clock);
    }
  }
}
