// The state of one running step: its log, issues, results (agent: ExecutionContext.cs).
import type { Job } from "./job";
import type { Issue, IssuedCommand, StepReport, Upload } from "./report";
import type { TaskResult } from "./result";
import type { Restrictions } from "./task-definition";
import type { StreamName } from "./task-process";
import type { VariableMarks } from "./variables";
import { Variables } from "./variables";

const MAX_ISSUES_OF_A_TYPE = 10;

/** How a step is called, and where it stands. */
export interface StepIdentity {
  readonly name: string;
  readonly displayName: string;
  /** 1-based place in the pipeline. */
  readonly number: number;
}

/** What a step has written, set and uploaded so far. */
export class StepRecord {
  readonly job: Job;
  readonly identity: StepIdentity;
  readonly restrictions: readonly Restrictions[];
  /** Variables that the task declares as its outputs, in lower case. */
  readonly declaredOutputs: ReadonlySet<string>;
  readonly taskVariables: Variables;
  readonly uploads: Upload[] = [];
  readonly commands: IssuedCommand[] = [];
  readonly details = new Map<string, { readonly parent: string | undefined }>();
  /** What `task.complete` and the end of the process say. */
  result: TaskResult | undefined;
  /** Failed once a command could not be carried out; merged at the end of the step. */
  commandResult: TaskResult | undefined;
  progress = 0;
  currentOperation = "";
  /** Set by `task.complete done=true`. */
  onDone: () => void = () => {};

  readonly #issues: Issue[] = [];
  readonly #counts = { error: 0, warning: 0 };
  readonly #log: string[] = [];
  readonly #raw: Record<StreamName, string[]> = { stdout: [], stderr: [] };
  readonly #outputs: Record<string, string> = {};

  constructor(
    job: Job,
    identity: StepIdentity,
    restrictions: readonly Restrictions[],
    declaredOutputs: readonly string[],
  ) {
    this.job = job;
    this.identity = identity;
    this.restrictions = restrictions;
    this.declaredOutputs = new Set(declaredOutputs.map((name) => name.toLowerCase()));
    this.taskVariables = new Variables(job.mask);
  }

  /** Writes to the log, masked. A message may hold several lines. */
  output(message: string): void {
    this.#write(this.job.mask.mask(message));
  }

  /** The head of a task is the one thing that the agent does not mask. */
  outputUnmasked(message: string): void {
    this.#write(message);
  }

  section(message: string): void {
    this.output(`##[section]${message}`);
  }

  debug(message: string): void {
    if (this.job.debug) this.output(`##[debug]${message}`);
  }

  error(message: string): void {
    this.addIssue("error", message);
  }

  warning(message: string): void {
    this.addIssue("warning", message);
  }

  /** Logs an issue and keeps it, if there are not ten of its type yet. */
  addIssue(
    type: Issue["type"],
    message: string,
    properties: Readonly<Record<string, string>> = {},
  ): void {
    const masked = this.job.mask.mask(message);
    const logLine = this.#log.length + 1;
    if (masked !== "") this.output(`##[${type}]${masked}`);
    if (this.#counts[type] < MAX_ISSUES_OF_A_TYPE) {
      const place = masked === "" ? {} : { logLine };
      this.#issues.push({ type, message: masked, properties, ...place });
    }
    this.#counts[type] += 1;
  }

  /** An output variable is known only as `<step>.<name>`; any other one under its name. */
  setVariable(name: string, value: string, marks: VariableMarks & { output: boolean }): void {
    if (!marks.output && !this.declaredOutputs.has(name.toLowerCase())) {
      this.job.variables.set(name, value, marks);
      return;
    }
    this.#outputs[name] = value;
    this.job.variables.set(`${this.identity.name}.${name}`, value, {
      ...marks,
      readOnly: marks.output || marks.readOnly === true,
    });
  }

  keepRaw(stream: StreamName, text: string): void {
    this.#raw[stream].push(text);
  }

  report(): StepReport {
    return {
      name: this.identity.name,
      displayName: this.identity.displayName,
      result: this.result ?? "Succeeded",
      issues: this.#issues,
      errorCount: this.#counts.error,
      warningCount: this.#counts.warning,
      log: this.#log,
      rawOutput: this.#raw.stdout.join(""),
      rawErrorOutput: this.#raw.stderr.join(""),
      outputVariables: this.#outputs,
      commands: this.commands,
      uploads: this.uploads,
      progress: this.progress,
      currentOperation: this.currentOperation,
    };
  }

  #write(message: string): void {
    for (const line of message.split("\n")) {
      this.#log.push(line);
      this.job.writeLine(line);
    }
  }
}
