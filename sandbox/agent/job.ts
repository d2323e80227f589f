// What the steps of one job share.
import type { Environment } from "./environment";
import type { TaskResult } from "./result";
import type { SecretMask } from "./secret-mask";
import type { TaskProcess } from "./task-process";
import type { Timings } from "./timings";
import type { Variables } from "./variables";
import type { Workspace } from "./workspace";

/** What the steps of one job share, and change. */
export interface Job {
  readonly variables: Variables;
  readonly mask: SecretMask;
  readonly workspace: Workspace;
  readonly timings: Timings;
  /** The environment of the agent's own process. */
  readonly environment: Environment;
  /** Folders of `task.prependpath`, oldest first. */
  readonly prependPath: string[];
  readonly buildTags: Set<string>;
  /** Processes that outlived their step; they are killed with the job. */
  readonly leftovers: Set<TaskProcess>;
  /** Whether `##[debug]` lines are written (`System.Debug`). */
  readonly debug: boolean;
  /** Undefined until a step ended worse than Succeeded. */
  result?: TaskResult;
  /** Takes every line of the log, masked. */
  writeLine(line: string): void;
}
