// What the agent reads from a task's task.json (agent: TaskManager.cs, DefinitionData).
import fs from "node:fs";
import path from "node:path";

/** An input as task.json declares it. */
export interface TaskInput {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string | boolean;
  readonly required?: boolean;
  readonly visibleRule?: string;
  readonly aliases?: readonly string[];
}

/** An entry of `execution` in task.json: the script to start, relative to the task. */
export interface HandlerData {
  readonly target: string;
  readonly workingDirectory?: string;
}

/** What task.json or a step allows a task to do to the job. */
export interface Restrictions {
  readonly commands?: { readonly mode?: string };
  readonly settableVariables?: { readonly allowed?: readonly string[] };
}

/** task.json as far as an agent reads it. */
export interface TaskDefinition {
  readonly id: string;
  readonly name: string;
  readonly friendlyName?: string;
  readonly description?: string;
  readonly author?: string;
  readonly helpUrl?: string;
  readonly helpMarkDown?: string;
  readonly minimumAgentVersion?: string;
  readonly version: {
    readonly Major: number;
    readonly Minor: number;
    readonly Patch: number;
  };
  readonly inputs?: readonly TaskInput[];
  readonly outputVariables?: readonly { readonly name: string }[];
  readonly restrictions?: Restrictions;
  readonly prejobexecution?: Readonly<Record<string, HandlerData>>;
  readonly execution?: Readonly<Record<string, HandlerData>>;
  readonly postjobexecution?: Readonly<Record<string, HandlerData>>;
}

/** A task in its folder. */
export interface InstalledTask {
  readonly definition: TaskDefinition;
  readonly folder: string;
}

/** Reads `<folder>/task.json`. Throws where there is none, or where it lacks what identifies a task. */
export function readTask(folder: string): InstalledTask {
  const file = path.join(folder, "task.json");
  const definition = JSON.parse(fs.readFileSync(file, "utf8")) as TaskDefinition;
  for (const field of ["id", "name", "version"] as const) {
    if (definition[field] === undefined) throw new Error(`${file} has no ${field}`);
  }
  return { definition, folder };
}

/** The version as the agent writes it, e.g. `1.2.3`. */
export function versionOf(definition: TaskDefinition): string {
  const { Major, Minor, Patch } = definition.version;
  return `${Major}.${Minor}.${Patch}`;
}
