// Reads a pipeline of samples/ as far as they go: steps at the top level, in jobs, in stages, and one template to
// extend. What it does not know makes it throw, so that a sample cannot use it unseen.
import { posix } from "node:path";
import { parse } from "yaml";
import { textOf } from "./sources";

type Texts = Readonly<Record<string, string>>;

/** A step as YAML has it. */
export interface YamlStep {
  readonly checkout?: string;
  readonly task?: string;
  readonly name?: string;
  readonly displayName?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string | boolean | number>>;
}

/** A job, with what it waits for. */
export interface YamlJob {
  readonly stage: string;
  readonly name: string;
  readonly steps: readonly YamlStep[];
  readonly variables: Texts;
  /** Conditions of its stage and its own. */
  readonly conditions: readonly string[];
}

/** What is read of a pipeline. */
export interface YamlPipeline {
  readonly trigger?: unknown;
  readonly pr?: unknown;
  readonly schedules?: readonly { readonly cron: string; readonly always?: boolean }[];
  /** In an order in which they can run. */
  readonly jobs: readonly YamlJob[];
}

interface Node {
  readonly steps?: readonly YamlStep[];
  readonly jobs?: readonly (Node & { readonly job?: string; readonly deployment?: string })[];
  readonly stages?: readonly (Node & { readonly stage: string })[];
  readonly strategy?: { readonly runOnce?: { readonly deploy?: Node } };
  readonly condition?: string;
  readonly variables?: Texts;
  readonly extends?: { readonly template: string; readonly parameters?: Texts };
}

/** Reads `samples/pipelines/<name>`; `change` is done to its text first. */
export function samplePipeline(
  name: string,
  change: (text: string) => string = (text) => text,
): YamlPipeline {
  const path = posix.join("samples/pipelines", name);
  const pipeline = parse(change(textOf(path)));
  const root: Node = pipeline.extends === undefined ? pipeline : extended(path, pipeline.extends);
  return { ...pipeline, jobs: jobsOf(root) };
}

function extended(path: string, { template, parameters = {} }: NonNullable<Node["extends"]>): Node {
  const text = textOf(posix.join(posix.dirname(path), template));
  const declared: readonly { readonly name: string; readonly default?: string }[] =
    parse(text).parameters;
  const values = Object.fromEntries(
    declared.map(({ name, default: initial }) => {
      const value = parameters[name] ?? initial;
      if (value === undefined) throw new Error(`${path}: no value for ${name}`);
      return [name, value] as const;
    }),
  );
  const unknown = Object.keys(parameters).filter((name) => !(name in values));
  if (unknown.length > 0) throw new Error(`${path}: the template takes no ${unknown}`);
  return parse(
    text.replace(/\$\{\{ parameters\.(\w+) \}\}/g, (expression, name: string) => {
      return values[name] ?? `unknown ${expression}`;
    }),
  );
}

function jobsOf(root: Node): readonly YamlJob[] {
  const stages = root.stages ?? [{ ...root, stage: "" }];
  return stages.flatMap((stage) => {
    const jobs = stage.jobs ?? [{ ...stage, job: "", condition: "" }];
    return jobs.map((job) => ({
      stage: stage.stage,
      name: job.job ?? job.deployment ?? "",
      steps: job.steps ?? job.strategy?.runOnce?.deploy?.steps ?? missing("steps"),
      variables: job.variables ?? {},
      conditions: [stage.condition ?? "", job.condition ?? ""].filter((text) => text !== ""),
    }));
  });
}

function missing(what: string): never {
  throw new Error(`a job without ${what}`);
}
