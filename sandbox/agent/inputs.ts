// From the inputs of a step to the inputs of a run: first what the server does, then what the agent does.
import path from "node:path";
import { expandMacros, type Lookup } from "./macros";
import type { TaskDefinition, TaskInput } from "./task-definition";

type Values = Readonly<Record<string, string>>;

/** Inputs under their declared names, and what the server would refuse the pipeline for. */
interface NamedInputs {
  readonly inputs: Values;
  readonly problems: readonly string[];
}

/** Resolves aliases (names count without case); names unknown, doubled and missing required inputs. */
export function nameInputs(definition: TaskDefinition, given: Values): NamedInputs {
  const declared = definition.inputs ?? [];
  const inputs: Record<string, string> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(given)) {
    const input = declared.find((candidate) => answersTo(candidate, key));
    const name = input?.name ?? key;
    if (input === undefined) problems.push(`${definition.name} has no input ${key}`);
    if (name in inputs) problems.push(`${definition.name}: input ${name} is given twice`);
    inputs[name] = value;
  }
  for (const { name, required, visibleRule, defaultValue } of declared) {
    const value = inputs[name] ?? String(defaultValue ?? "");
    if (required === true && visibleRule === undefined && trimmed(value) === "") {
      problems.push(`${definition.name}: input ${name} is required`);
    }
  }
  return { inputs, problems };
}

function answersTo(input: TaskInput, key: string): boolean {
  const names = [input.name, ...(input.aliases ?? [])];
  return names.some((name) => name.toLowerCase() === key.toLowerCase());
}

/** Where the macros of inputs find values, and where `filePath` inputs are rooted. */
interface InputSources {
  readonly variables: Lookup;
  /** The environment of the agent's own process. */
  readonly environment: Lookup;
  readonly repositoryRoot: string;
}

/**
 * Every input of a run: defaults, overlaid with what the step gives, both trimmed; macros expanded from the variables
 * and then from the environment; `filePath` inputs absolute, an empty one being the repository's root.
 */
export function resolveInputs(
  definition: TaskDefinition,
  named: Values,
  { variables, environment, repositoryRoot }: InputSources,
): Values {
  const declared = definition.inputs ?? [];
  const inputs: Record<string, string> = {};
  for (const { name, defaultValue } of declared) inputs[name] = trimmed(String(defaultValue ?? ""));
  for (const [name, value] of Object.entries(named)) inputs[name] = trimmed(value);
  for (const [name, value] of Object.entries(inputs)) {
    inputs[name] = expandMacros(expandMacros(value, variables), environment);
  }
  for (const { name } of declared.filter(({ type }) => type.toLowerCase() === "filepath")) {
    inputs[name] = path.resolve(repositoryRoot, inputs[name] ?? "");
  }
  return inputs;
}

/** .NET's Trim(): unlike JavaScript's it leaves a byte order mark alone. */
export function trimmed(text: string): string {
  return text.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, "");
}
