// Variables that a pipeline sets in its own file. What a group, a template or the page of the pipeline sets is not known.
import type { Job, Pipeline, Stage, Variable } from "./pipeline";

/** Variables of Azure Pipelines whose value is the root of the checkout. */
const ROOTS =
  /^(?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory|Build\.Repository\.LocalPath)$/i;

/** Where one repository is checked out. */
const CHECKOUT = /\$\(Pipeline\.Workspace\)[\\/]s(?=[\\/]|$)/gi;

/** `$(x)`, `$[variables.x]`, `$[variables['x']]`, `${{ variables.x }}` and `${{ variables['x'] }}`. */
const REFERENCE =
  /\$\(([\w.-]+)\)|\$\[\s*variables(?:\.([\w.-]+)|\['([^']+)'\])\s*\]|\$\{\{\s*variables(?:\.([\w.-]+)|\['([^']+)'\])\s*\}\}/g;

/** Variables lead to variables, and one to itself for ever. */
const MOST_ROUNDS = 5;

/** Characters of a path, and of a variable that is put in: others could grow without end. */
const MOST_CHARACTERS = 1000;

/** Where a step stands, for what is set there. */
export type Scope = {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly job: Job;
};

/** The variable that counts in a scope: the job's before the stage's before the pipeline's, and of each the last. */
export function variableOf(name: string, { pipeline, stage, job }: Scope): Variable | undefined {
  for (const { variables } of [job, stage, pipeline]) {
    const found = variables.findLast((one) => one.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text with its variables put in, or the first variable that the file does not set once and for all. */
interface Resolved {
  readonly text?: string;
  readonly unknown?: string;
}

/** Puts in the variables; the root of the checkout becomes ".". */
export function resolve(text: string, scope: Scope): Resolved {
  let current = text.replace(CHECKOUT, ".");
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (current.length > MOST_CHARACTERS) return { unknown: current };
    let unknown: string | undefined;
    const next = current.replace(REFERENCE, (reference, ...names: (string | undefined)[]) => {
      const name = names.slice(0, 5).find((one) => one !== undefined) ?? "";
      if (ROOTS.test(name)) return ".";
      const variable = variableOf(name, scope);
      const isKnown = variable !== undefined && !variable.isConditional;
      if (isKnown && variable.text.length <= MOST_CHARACTERS) return variable.text;
      unknown ??= reference;
      return reference;
    });
    if (unknown !== undefined) return { unknown };
    if (next === current) break;
    current = next;
  }
  const [left] = /\$\(.*?\)|\$\{\{.*?\}\}|\$\[.*?\]/s.exec(current) ?? [];
  return left === undefined ? { text: current } : { unknown: left };
}
