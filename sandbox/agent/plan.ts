// What the server does before a job starts: finds the tasks and refuses pipelines that cannot run.
import { type Condition, parseCondition } from "./condition";
import { nameInputs } from "./inputs";
import { findTask } from "./install";
import { restrictionsOf } from "./restrictions";
import type { Step, TaskStep } from "./step";
import type { StepIdentity } from "./step-record";
import type { InstalledTask, Restrictions } from "./task-definition";
import { foreignModules } from "./workspace";

/** The pipeline was refused: nothing ran. */
export class PipelineRefused extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The pipeline is not valid: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** A step that can run. */
export interface PlannedStep {
  readonly identity: StepIdentity;
  readonly step: Step;
  readonly conditionText: string;
  readonly condition: Condition;
  readonly restrictions: readonly Restrictions[];
  /** Undefined for a stand-in. */
  readonly task?: InstalledTask;
  /** Under their declared names. */
  readonly inputs: Readonly<Record<string, string>>;
}

interface PlanOptions {
  readonly root: string;
  readonly agentVersion: string;
  /** False lets unknown inputs through and required ones be empty, as the agent itself would. */
  readonly validateInputs: boolean;
}

function isTaskStep(step: Step): step is TaskStep {
  return "task" in step;
}

/** Plans the enabled steps. Throws PipelineRefused with everything that is wrong. */
export function planSteps(steps: readonly Step[], options: PlanOptions): PlannedStep[] {
  const problems: string[] = [];
  const names = new Set<string>();
  const planned = steps
    .filter(({ enabled }) => enabled !== false)
    .map((step, index) => planStep(step, index + 1, names, options, problems));
  if (problems.length > 0) throw new PipelineRefused(problems);
  return planned;
}

function planStep(
  step: Step,
  number: number,
  names: Set<string>,
  options: PlanOptions,
  problems: string[],
): PlannedStep {
  const task = isTaskStep(step) ? requireTask(step.task, options, problems) : undefined;
  const named = task && nameInputs(task.definition, step.inputs ?? {});
  if (options.validateInputs) problems.push(...(named?.problems ?? []));
  const label = (isTaskStep(step) ? step.task : step.standsFor).replace(/@.*$/, "");
  const conditionText = step.condition?.trim() || "succeeded()";
  return {
    identity: {
      name: referenceName(step, label, names, problems),
      displayName: step.displayName ?? label,
      number,
    },
    step,
    conditionText,
    condition: readCondition(conditionText, problems),
    restrictions: [
      ...(task?.definition.restrictions ? [task.definition.restrictions] : []),
      ...restrictionsOf(step.target),
    ],
    inputs: named?.inputs ?? {},
    ...(task && { task }),
  };
}

function requireTask(
  reference: string,
  { root, agentVersion }: PlanOptions,
  problems: string[],
): InstalledTask | undefined {
  const task = findTask(reference, root);
  if (task === undefined) {
    problems.push(`no task ${reference} is installed`);
    return undefined;
  }
  const { minimumAgentVersion, prejobexecution, postjobexecution } = task.definition;
  if (minimumAgentVersion !== undefined && isOlder(agentVersion, minimumAgentVersion)) {
    problems.push(`${reference} needs agent ${minimumAgentVersion}, this one is ${agentVersion}`);
  }
  if (prejobexecution !== undefined || postjobexecution !== undefined) {
    problems.push(`${reference} runs before or after the job, which the emulator does not do`);
  }
  const modules = foreignModules(task.folder);
  if (modules !== undefined) problems.push(`${reference} would find modules in ${modules}`);
  return task;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

// Steps without a name are named after their task, from the second on with a number.
function referenceName(step: Step, label: string, names: Set<string>, problems: string[]): string {
  const wanted = step.name ?? (label.replace(/\W/g, "_") || "step");
  let name = wanted;
  if (step.name === undefined) {
    for (let count = 1; names.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`;
  } else if (names.has(name.toLowerCase())) {
    problems.push(`two steps are called ${name}`);
  }
  names.add(name.toLowerCase());
  return name;
}

function readCondition(text: string, problems: string[]): Condition {
  try {
    return parseCondition(text);
  } catch (error) {
    problems.push((error as Error).message);
    return () => false;
  }
}
