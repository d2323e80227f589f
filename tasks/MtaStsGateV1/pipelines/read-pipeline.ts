// YAML tree → Pipeline. Templates are not followed: they stand as such where a stage, a job or a step would.
import type { Branches, Job, Pipeline, Setting, Stage, Step, Trigger, Variable } from "./pipeline";
import {
  type Conditional,
  entriesIn,
  itemsIn,
  textOf,
  textsOf,
  under,
  type YamlNode,
} from "./yaml-node";

/** Reads a pipeline, or a template that has stages, jobs or steps; undefined: the file is neither. */
export function readPipeline(root: YamlNode): Pipeline | undefined {
  const has = (key: string) => under(root, key) !== undefined;
  if (!["stages", "jobs", "steps", "extends"].some(has)) return undefined;
  const extending = settingsIn(under(root, "extends")).find(({ name }) => name === "template");
  return {
    trigger: triggerOf(under(root, "trigger")),
    pr: triggerOf(under(root, "pr")),
    isRoot: ["trigger", "pr", "schedules", "pool", "name", "resources"].some(has),
    variables: variablesOf(under(root, "variables")),
    stages: has("stages") ? stagesOf(under(root, "stages")) : [wholeStage(root)],
    ...(extending === undefined ? {} : { extends: extending }),
  };
}

function wholeStage(root: YamlNode): Stage {
  const place = { line: root.line, column: root.column };
  const jobs = under(root, "jobs");
  const frame = { ...place, only: [], settings: [], name: "", dependsOn: [], variables: [] };
  const job: Job = { ...frame, kind: "job", steps: stepsIn(under(root, "steps")) };
  return { ...frame, kind: "stage", jobs: jobs === undefined ? [job] : jobsOf(jobs) };
}

function stagesOf(list: YamlNode | undefined): readonly Stage[] {
  const items = itemsIn(list);
  return items.map(({ item, only }, index) => {
    const name = textOf(under(item, "stage"));
    const earlier = items
      .slice(Math.max(0, index - 1), index)
      .map((one) => textOf(under(one.item, "stage")) ?? "");
    const dependsOn = dependenciesOf(item, earlier);
    return {
      ...frameOf(item, only),
      kind: name === undefined ? "template" : "stage",
      name: name ?? "",
      ...(dependsOn === undefined ? {} : { dependsOn }),
      variables: variablesOf(under(item, "variables")),
      jobs: jobsOf(under(item, "jobs")),
    };
  });
}

function jobsOf(list: YamlNode | undefined): readonly Job[] {
  return itemsIn(list).map(({ item, only }) => {
    const deployment = textOf(under(item, "deployment"));
    const name = textOf(under(item, "job")) ?? deployment;
    const dependsOn = dependenciesOf(item, []);
    const own = itemsIn(under(item, "steps"));
    return {
      ...frameOf(item, only),
      kind: name === undefined ? "template" : deployment === undefined ? "job" : "deployment",
      name: name ?? "",
      ...(dependsOn === undefined ? {} : { dependsOn }),
      variables: variablesOf(under(item, "variables")),
      steps: [...own, ...hookSteps(under(item, "strategy"))].map(stepOf),
    };
  });
}

/** The order in which the hooks of a deployment run. */
const HOOKS = ["preDeploy", "deploy", "routeTraffic", "postRouteTraffic"];

function hookSteps(strategy: YamlNode | undefined): readonly Conditional<YamlNode>[] {
  return ["runOnce", "rolling", "canary"].flatMap((kind) =>
    HOOKS.flatMap((hook) => itemsIn(under(under(under(strategy, kind), hook), "steps"))),
  );
}

function stepsIn(list: YamlNode | undefined): readonly Step[] {
  return itemsIn(list).map(stepOf);
}

const SCRIPTS = ["script", "bash", "pwsh", "powershell"];

/** Inputs of tasks that hold a script. */
const SCRIPT_INPUTS = ["script", "inlinescript"];

function stepOf({ item, only }: Conditional<YamlNode>): Step {
  const frame = frameOf(item, only);
  const inputs = settingsIn(under(item, "inputs"));
  const env = settingsIn(under(item, "env"));
  const first = (names: readonly string[]) =>
    frame.settings.find((setting) => names.includes(setting.name));
  const script = first(SCRIPTS);
  const named = first(["task", "checkout", "template"]);
  const scripts = inputs.filter(({ name }) => SCRIPT_INPUTS.includes(name.toLowerCase()));
  const kind = script === undefined ? (named?.name ?? "other") : "script";
  return {
    ...frame,
    kind: kind as Step["kind"],
    name: named?.text ?? "",
    script: script?.text ?? scripts.map(({ text }) => text).join("\n"),
    inputs,
    env,
  };
}

function frameOf(item: YamlNode, only: readonly string[]) {
  return { line: item.line, column: item.column, only, settings: settingsIn(item) };
}

function settingsIn(map: YamlNode | undefined): readonly Setting[] {
  return entriesIn(map).flatMap(({ item: { key, value } }) =>
    value.kind === "scalar"
      ? [{ name: key, text: value.text, line: value.line, column: value.column }]
      : [],
  );
}

function dependenciesOf(item: YamlNode, usual: readonly string[]): readonly string[] | undefined {
  const given = under(item, "dependsOn");
  if (given === undefined) return usual;
  const names = textsOf(given);
  return names.some((name) => name.includes("$")) ? undefined : names;
}

function variablesOf(node: YamlNode | undefined): readonly Variable[] {
  if (node?.kind === "map") {
    return entriesIn(node).flatMap(({ item: { key, value }, only }) =>
      value.kind === "scalar" ? [variable(key, value, value.text, only)] : [],
    );
  }
  return itemsIn(node).flatMap(({ item, only }) => {
    const [name, value] = [textOf(under(item, "name")), under(item, "value")];
    const text = textOf(value);
    return name === undefined || value === undefined || text === undefined
      ? []
      : [variable(name, value, text, only)];
  });
}

function variable(
  name: string,
  { line, column }: YamlNode,
  text: string,
  only: readonly string[],
): Variable {
  return { name, text, line, column, isConditional: only.length > 0 };
}

function triggerOf(node: YamlNode | undefined): Trigger {
  if (node === undefined) return undefined;
  if (textOf(node) === "none") return "none";
  const branches = under(node, "branches") ?? node;
  const include = textsOf(branches.kind === "map" ? under(branches, "include") : branches);
  const exclude = textsOf(under(branches, "exclude"));
  if (include.length + exclude.length === 0) return undefined;
  const found: Branches = { include, exclude, line: node.line, column: node.column };
  return found;
}
