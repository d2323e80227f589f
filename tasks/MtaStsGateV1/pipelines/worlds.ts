// Builds as conditions see them: why they run, on which branch, and whether something before has failed.
import { all, holds, holdsExpression, type World } from "./condition";
import { type PlacedStep, type Setting, settingOf } from "./pipeline";
import { type Scope, variableOf } from "./variables";

/** Why a build runs, as `Build.Reason` says it. */
export type Reason = "PullRequest" | "IndividualCI" | "Manual" | "Schedule";

/** A build. */
interface Build {
  readonly reason: Reason;
  /** Not looked at in a pull request. */
  readonly branch: string;
  readonly hasFailed: boolean;
}

/** A variable that leads over more others is not followed. */
const MOST_STEPS = 8;

/** The build as the conditions in a scope see it. */
export function worldOf(
  build: Build,
  scope: Scope,
  depth = 0,
  read = new Map<string, string | undefined>(),
): World {
  const known = predefined(build);
  return {
    hasFailed: build.hasFailed,
    variable: (name) => {
      const own = known[name.toLowerCase()];
      if (own !== undefined) return own;
      const variable = variableOf(name, scope);
      if (variable === undefined || variable.isConditional || depth > MOST_STEPS) return undefined;
      // Read once: variables that each name the next one several times would take for ever.
      const key = `${depth} ${name.toLowerCase()}`;
      if (!read.has(key)) {
        read.set(key, settled(variable.text, worldOf(build, scope, depth + 1, read)));
      }
      return read.get(key);
    },
  };
}

function settled(text: string, world: World): string | undefined {
  const [, expression] = /^\$(?:\[|\{\{)(.*?)(?:\]|\}\})$/s.exec(text.trim()) ?? [];
  if (expression !== undefined) return holds(expression, world)?.toString();
  const [, macro] = /^\$\(([\w.-]+)\)$/.exec(text) ?? [];
  if (macro !== undefined) return world.variable(macro);
  return /\$\(|\$\{\{|\$\[/.test(text) ? undefined : text;
}

function predefined({ reason, branch }: Build): { readonly [name: string]: string } {
  const isPullRequest = reason === "PullRequest";
  const ref = isPullRequest ? "refs/pull/1/merge" : `refs/heads/${branch}`;
  return {
    "build.reason": reason,
    "build.sourcebranch": ref,
    "build.sourcebranchname": ref.replace(/.*\//, ""),
    "system.pullrequest.pullrequestid": isPullRequest ? "1" : "",
    ...(isPullRequest ? {} : { "system.pullrequest.targetbranch": "" }),
  };
}

/** Whether a step runs in a build in which all before it succeeded; undefined: that cannot be known. */
export function runs(
  { step, job, stage }: PlacedStep,
  build: Build,
  scope: Scope,
): boolean | undefined {
  const world = worldOf(build, scope);
  return all(
    [stage, job, step].flatMap(({ only, settings }) => [
      ...only.map((key) => holdsExpression(key, world)),
      conditionHolds(settings, world),
    ]),
  );
}

/** Whether the condition among settings holds; without one all before must have succeeded. */
export function conditionHolds(settings: readonly Setting[], world: World): boolean | undefined {
  const condition = settingOf(settings, "condition")?.text ?? "";
  return condition.trim() === "" ? !world.hasFailed : holds(condition, world);
}

/** Branches that the conditions of a step name, for which they were written; `main` where they name none. */
export function branchesNamed(...placed: readonly PlacedStep[]): readonly string[] {
  const texts = placed.flatMap(({ step, job, stage }) =>
    [step, job, stage].flatMap(({ only, settings }) => [
      ...only,
      settingOf(settings, "condition")?.text ?? "",
    ]),
  );
  const named = texts.flatMap((text) =>
    [...text.matchAll(/'refs\/heads\/([^']+)'/g)].map(([, name = ""]) => name),
  );
  return named.length === 0 ? ["main"] : [...new Set(named)];
}
