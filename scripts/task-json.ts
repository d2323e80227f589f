// tfx packs a task.json that no agent can use and exits with 0, so the rules are kept here.
import Ajv, { type ErrorObject } from "ajv";
import schema from "./task-json.schema.json";

/** An input as the schema allows it. */
export interface TaskInput {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly type: "boolean" | "multiLine" | "pickList" | "string";
  readonly label: string;
  readonly defaultValue: string | boolean;
  readonly required: boolean;
  readonly helpMarkDown: string;
  readonly groupName?: string;
  readonly visibleRule?: string;
  readonly options?: { readonly [value: string]: string };
}

/** A task.json that keeps the rules. */
export interface TaskJson {
  readonly name: string;
  readonly version: { readonly Major: number; readonly Minor: number; readonly Patch: number };
  readonly groups?: readonly {
    readonly name: string;
    readonly displayName: string;
    readonly visibleRule?: string;
  }[];
  readonly inputs: readonly TaskInput[];
  readonly outputVariables: readonly { readonly name: string; readonly description: string }[];
  readonly execution: { readonly [handler: string]: { readonly target: string } };
  readonly restrictions: { readonly settableVariables: { readonly allowed: readonly string[] } };
}

const matchesSchema = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<TaskJson>(schema);

/**
 * What is wrong with a task.json, one sentence each; empty: nothing.
 * @param files names of the files beside it in the task folder, for the handlers' targets
 */
export function taskJsonProblems(task: unknown, files: readonly string[]): readonly string[] {
  if (!matchesSchema(task)) return (matchesSchema.errors ?? []).map(sentence);
  return [
    ...handlerProblems(task, files),
    ...nameProblems(task),
    ...task.inputs.flatMap((input) => inputProblems(input, task)),
    ...visibleRuleProblems(task),
    ...outputProblems(task),
  ];
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === "" ? "the top level" : instancePath.slice(1).replaceAll("/", ".");
  const named = params.additionalProperty ?? params.allowedValues;
  return `${place} ${message}${named === undefined ? "" : ` (${[named].flat().join(", ")})`}`;
}

function handlerProblems(task: TaskJson, files: readonly string[]): readonly string[] {
  return Object.entries(task.execution)
    .filter(([, { target }]) => !files.includes(target))
    .map(
      ([handler, { target }]) => `handler ${handler} has the target ${target}, which does not ship`,
    );
}

function nameProblems(task: TaskJson): readonly string[] {
  const names = task.inputs.flatMap((input) => [input.name, ...(input.aliases ?? [])]);
  return repeated(names).map((name) => `two inputs or aliases are called ${name}`);
}

function inputProblems(input: TaskInput, task: TaskJson): readonly string[] {
  const { name, type, groupName, options, defaultValue } = input;
  const problems: string[] = [];
  if (groupName !== undefined && !task.groups?.some((group) => group.name === groupName)) {
    problems.push(`input ${name} is in the group ${groupName}, which does not exist`);
  }
  if (type === "pickList" && options === undefined) {
    problems.push(`input ${name} is a pickList without options`);
  }
  if (type !== "pickList" && options !== undefined) {
    problems.push(`input ${name} has options but is no pickList`);
  }
  const allowed = type === "boolean" ? ["true", "false"] : options && Object.keys(options);
  if (allowed !== undefined && !allowed.includes(String(defaultValue))) {
    problems.push(
      `input ${name} has the default ${defaultValue}, which is none of ${allowed.join(", ")}`,
    );
  }
  return problems;
}

function visibleRuleProblems(task: TaskJson): readonly string[] {
  return [...task.inputs, ...(task.groups ?? [])].flatMap(({ name, visibleRule }) =>
    [...(visibleRule ?? "").matchAll(/(\w+) !?= (\w+)/g)]
      .filter(([, input, value]) => !hasValue(task, input, value))
      .map(([rule]) => `the visibleRule of ${name} asks "${rule}", which no input can answer`),
  );
}

function hasValue(task: TaskJson, name: string | undefined, value: string | undefined): boolean {
  const input = task.inputs.find((candidate) => candidate.name === name);
  return input !== undefined && (!input.options || Object.hasOwn(input.options, String(value)));
}

function outputProblems(task: TaskJson): readonly string[] {
  const outputs = task.outputVariables.map((output) => output.name);
  const { allowed } = task.restrictions.settableVariables;
  return [
    ...repeated(outputs).map((name) => `two output variables are called ${name}`),
    ...outputs
      .filter((name) => !allowed.includes(name))
      .map((name) => `output variable ${name} is not among the settableVariables`),
    ...allowed
      .filter((name) => !outputs.includes(name))
      .map((name) => `settable variable ${name} is not among the outputVariables`),
  ];
}

/** Names that occur twice; case does not count, since the agent's variables know none. */
function repeated(names: readonly string[]): readonly string[] {
  const folded = names.map((name) => name.toLowerCase());
  return names.filter((name, at) => folded.indexOf(name.toLowerCase()) !== at);
}
