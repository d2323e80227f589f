// Prepares and runs the task of a step (agent: TaskRunner.cs).
import { chooseHandler, type Node24Support, type NodeBinaries } from "./handler";
import { resolveInputs, trimmed } from "./inputs";
import { expandMacros } from "./macros";
import { runNode } from "./node-run";
import { runWithRetries } from "./retry";
import type { TaskStep } from "./step";
import type { StepRecord } from "./step-record";
import { type InstalledTask, versionOf } from "./task-definition";

type Values = Readonly<Record<string, string>>;

interface TaskRun {
  readonly task: InstalledTask;
  readonly settings: TaskStep;
  /** Inputs under their declared names, as the step gives them. */
  readonly inputs: Values;
  readonly nodes: NodeBinaries;
  readonly node24: Node24Support;
}

/** Runs a task to its end. Throws where the step has to fail or was stopped; the rest is in the record. */
export async function runTask(step: StepRecord, run: TaskRun, signal: AbortSignal): Promise<void> {
  const { task, settings, nodes, node24 } = run;
  writeHead(step, task);
  const handler = chooseHandler(task.definition.execution, node24);
  if (handler === undefined) {
    throw new Error("The current operating system is not capable of running this task.");
  }
  const { variables, environment, workspace } = step.job;
  const inputs = resolveInputs(task.definition, run.inputs, {
    variables: (name) => variables.get(name),
    environment: (name) => environment[name],
    repositoryRoot: workspace.sources,
  });
  if (isKeptFromSecrets(step, task, inputs)) {
    step.result = "Skipped";
    return;
  }
  const env = stepEnvironment(step, settings.env);
  const node = { taskFolder: task.folder, handler, inputs, env, nodes, node24 };
  await runWithRetries(step, settings.retryCountOnTaskFailure ?? 0, signal, () =>
    runNode(step, node, signal),
  );
}

/** The `env:` of a step: trimmed, macros expanded like those of inputs. */
export function stepEnvironment(step: StepRecord, given: Values = {}): Values {
  const { variables, environment } = step.job;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const fromVariables = expandMacros(trimmed(value), (key) => variables.get(key));
      return [name.trim(), expandMacros(fromVariables, (key) => environment[key])];
    }),
  );
}

// The agent skips a step of a fork's pull request that would use a service connection or a secure file.
function isKeptFromSecrets(step: StepRecord, task: InstalledTask, inputs: Values): boolean {
  const { variables } = step.job;
  const isTrue = (name: string) => variables.get(name)?.toLowerCase() === "true";
  if (!isTrue("System.RestrictSecrets") || !isTrue("System.PullRequest.IsFork")) return false;
  return (task.definition.inputs ?? []).some(
    ({ name, type }) => /^(?:connectedService:|secureFile$)/i.test(type) && inputs[name] !== "",
  );
}

function writeHead(step: StepRecord, { definition }: InstalledTask): void {
  const rule = "=".repeat(78);
  for (const line of [
    rule,
    `Task         : ${definition.friendlyName ?? ""}`,
    `Description  : ${definition.description ?? ""}`,
    `Version      : ${versionOf(definition)}`,
    `Author       : ${definition.author ?? ""}`,
    `Help         : ${definition.helpUrl ?? definition.helpMarkDown ?? ""}`,
    rule,
  ]) {
    step.outputUnmasked(line);
  }
}
