// The steps of a pipeline, as YAML would give them.
import type { Environment } from "./environment";
import type { StepTarget } from "./restrictions";
import type { TaskResult } from "./result";
import type { Workspace } from "./workspace";

/** What every step may say; the names are those of the YAML schema. */
interface StepSettings {
  /** Reference name, for `$(name.output)`. */
  readonly name?: string;
  readonly displayName?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** `succeeded()` where it is left out. */
  readonly condition?: string;
  readonly continueOnError?: boolean;
  readonly enabled?: boolean;
  readonly timeoutInMinutes?: number;
  readonly target?: StepTarget;
}

/** A step that runs an installed task, e.g. `MtaStsGate@1`. */
export interface TaskStep extends StepSettings {
  readonly task: string;
  /** At most 10. */
  readonly retryCountOnTaskFailure?: number;
}

/** What a stand-in step gets. */
export interface StandInContext {
  /** As a real task would have it. */
  readonly environment: Environment;
  /** With macros expanded. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The value of a variable, also of a secret one. */
  variable(name: string): string | undefined;
  readonly workspace: Workspace;
  /** Aborted when the job is canceled or the step takes too long. */
  readonly signal: AbortSignal;
  /** A line of output. Logging commands in it are carried out. */
  write(line: string): void;
}

/** A function in the place of a task that cannot run here. A thrown error fails the step. */
export interface StandInStep extends StepSettings {
  /** The task it stands for, e.g. `AzureStaticWebApp@0`; the log says that it is a stand-in. */
  readonly standsFor: string;
  run(context: StandInContext): TaskResult | undefined | Promise<TaskResult | undefined>;
}

/** A step of the pipeline. */
export type Step = TaskStep | StandInStep;
