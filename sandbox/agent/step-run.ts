// Runs one step of a job: condition, time limit, cancellation, result (agent: StepsRunner.cs).
import { StepStopped, type StopReason } from "./cancellation";
import type { ConditionState } from "./condition";
import type { Node24Support, NodeBinaries } from "./handler";
import type { Job } from "./job";
import type { PlannedStep } from "./plan";
import { mergeResults } from "./result";
import { runStandIn } from "./stand-in";
import { StepRecord } from "./step-record";
import { runTask } from "./task-run";

interface StepRun {
  readonly job: Job;
  readonly planned: PlannedStep;
  readonly nodes: NodeBinaries;
  readonly node24: Node24Support;
  /** Cancels the job. */
  readonly canceled: AbortSignal;
}

/** Runs a step, or skips it, and merges its result into the job's. Never throws for what a task does. */
export async function runStep(run: StepRun): Promise<StepRecord> {
  const { job, planned } = run;
  const outputs = planned.task?.definition.outputVariables ?? [];
  const step = new StepRecord(
    job,
    planned.identity,
    planned.restrictions,
    outputs.map(({ name }) => name),
  );
  for (const warning of job.variables.expand()) step.warning(warning);
  if (run.canceled.aborted) setJobResult(job, "Canceled");
  if (!planned.condition(conditionState(job))) {
    step.output(
      `Skipping step due to condition evaluation.\nEvaluating: ${planned.conditionText}\nResult: False`,
    );
    step.result = "Skipped";
    return step;
  }
  await runToResult(step, run);
  if (step.result === "SucceededWithIssues" || step.result === "Failed") {
    setJobResult(job, mergeResults(job.result, step.result));
  }
  return step;
}

function conditionState(job: Job): ConditionState {
  return {
    jobStatus: job.result ?? "Succeeded",
    variable: (name) => job.variables.get(name),
  };
}

function setJobResult(job: Job, result: NonNullable<Job["result"]>): void {
  job.result = result;
  job.variables.set("agent.jobstatus", result);
}

async function runToResult(step: StepRecord, run: StepRun): Promise<void> {
  const { job, planned } = run;
  const { displayName } = planned.identity;
  step.section(`Starting: ${displayName}`);
  const stopper = new Stopper(step, run);
  const scope = stepVariables(planned);
  for (const [name, value] of Object.entries(scope)) job.variables.set(name, value);
  try {
    await runBody(step, run, stopper.signal);
  } catch (error) {
    fail(step, error, stopper.reason);
  } finally {
    stopper.end();
    for (const name of Object.keys(scope)) job.variables.unset(name);
  }
  if (step.commandResult !== undefined) {
    step.result = mergeResults(step.result, step.commandResult);
  }
  step.result ??= "Succeeded";
  if (step.result === "Failed" && planned.step.continueOnError === true) {
    step.result = "SucceededWithIssues";
  }
  step.section(`Finishing: ${displayName}`);
}

async function runBody(step: StepRecord, run: StepRun, signal: AbortSignal): Promise<void> {
  const { planned, nodes, node24 } = run;
  if ("run" in planned.step) {
    await runStandIn(step, planned.step, signal);
  } else if (planned.task !== undefined) {
    const { task, step: settings, inputs } = planned;
    await runTask(step, { task, settings, inputs, nodes, node24 }, signal);
  }
}

// A step that was stopped gets its result from that, whatever its task said before.
function fail(step: StepRecord, error: unknown, reason: StopReason | undefined): void {
  const stopped = error instanceof StepStopped;
  const timedOut = stopped && reason === "timedOut";
  step.error(timedOut ? "The task has timed out." : messageOf(error));
  step.result = stopped && !timedOut ? "Canceled" : "Failed";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stepVariables({ identity, step }: PlannedStep): Readonly<Record<string, string>> {
  return {
    "Task.DisplayName": identity.displayName,
    "Task.PublishTelemetry": "run" in step ? "True" : "False",
    "System.TaskInstanceId": `00000000-0000-4000-8000-${String(identity.number).padStart(12, "0")}`,
    "System.TaskDisplayName": identity.displayName,
    "System.TaskInstanceName": identity.name,
  };
}

/** Stops a step when its time is over, or when the job is canceled and its condition does not hold any more. */
class Stopper {
  readonly #controller = new AbortController();
  readonly #canceled: AbortSignal;
  readonly #onCancel: () => void;
  readonly #clock: NodeJS.Timeout | undefined;
  reason: StopReason | undefined;

  constructor(step: StepRecord, { job, planned, canceled }: StepRun) {
    this.#canceled = canceled;
    this.#onCancel = () => {
      setJobResult(job, "Canceled");
      if (planned.condition(conditionState(job))) return;
      step.error("The Operation will be canceled. The next steps may not contain expected logs.");
      this.#stop("canceled");
    };
    if (!canceled.aborted) canceled.addEventListener("abort", this.#onCancel, { once: true });
    const minutes = planned.step.timeoutInMinutes ?? 0;
    if (minutes > 0) {
      this.#clock = setTimeout(() => this.#stop("timedOut"), minutes * job.timings.minute);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    clearTimeout(this.#clock);
    this.#canceled.removeEventListener("abort", this.#onCancel);
  }

  #stop(reason: StopReason): void {
    this.reason ??= reason;
    this.#controller.abort();
  }
}
