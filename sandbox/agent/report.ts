// What a run leaves behind, for tests and for the eye.

import type { TaskResult } from "./result";
import type { StreamName } from "./task-process";

/** An error or warning that the run's summary would show. At most ten of each are kept per step. */
export interface Issue {
  readonly type: "error" | "warning";
  /** As shown: masked, and with the place in front where a source path was given. */
  readonly message: string;
  /** The properties of the command, keys in lower case; `sourcepath` relative to the repository where it lies in it. */
  readonly properties: Readonly<Record<string, string>>;
  /** 1-based line in the step's log; undefined for an empty message, which is not written. */
  readonly logLine?: number;
}

/** A logging command that a step issued, and what became of it. */
export interface IssuedCommand {
  /** `area.event` as written. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
  /** `blocked` by restrictions, `unknown` area, `failed` and the step with it. */
  readonly outcome: "done" | "blocked" | "unknown" | "failed";
  /** Undefined for a stand-in step. */
  readonly stream?: StreamName;
}

/** A file or folder that a real agent would have uploaded; the copy stays in the results folder. */
export interface Upload {
  readonly kind: "summary" | "attachment" | "file" | "log" | "artifact" | "testResults";
  /** Name of the attachment or artifact. */
  readonly name: string;
  /** Absolute path of the copy, made when the command came. */
  readonly path: string;
}

/** What became of a step. */
export interface StepReport {
  /** Reference name: the step's `name`, else made from the task's. */
  readonly name: string;
  readonly displayName: string;
  readonly result: TaskResult;
  readonly issues: readonly Issue[];
  /** All errors and warnings, also those that were not kept. */
  readonly errorCount: number;
  readonly warningCount: number;
  /** Lines of the log as the web page shows them, masked. */
  readonly log: readonly string[];
  /** Standard output as the process wrote it, not masked; of the last attempt and those before. */
  readonly rawOutput: string;
  readonly rawErrorOutput: string;
  /** By the names that the task used, without the step's. */
  readonly outputVariables: Readonly<Record<string, string>>;
  readonly commands: readonly IssuedCommand[];
  readonly uploads: readonly Upload[];
  /** Progress of 0 to 100 and the text beside it. */
  readonly progress: number;
  readonly currentOperation: string;
}

/** What became of a pipeline. */
export interface PipelineReport {
  readonly result: TaskResult;
  /** One for each enabled step, also for those that were skipped. */
  readonly steps: readonly StepReport[];
  /** The whole log, lines joined by LF. */
  readonly log: string;
  readonly buildTags: readonly string[];
  /** Public variables at the end of the job. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder with the copies of everything that was uploaded. */
  readonly resultsFolder: string;
}
