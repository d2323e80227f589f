// What runs before a step: earlier steps of its job, jobs that its job depends on, stages that its stage depends on.
import type { Job, Pipeline, PlacedStep, Stage } from "./pipeline";

/** How a step stands to another one that runs before it; undefined: it does not, or it is not known that it does. */
type Before = "step" | "job" | "stage" | undefined;

/** How `earlier` stands before `later`. */
export function standsBefore(earlier: PlacedStep, later: PlacedStep, pipeline: Pipeline): Before {
  if (earlier.job === later.job) {
    const { steps } = later.job;
    return steps.indexOf(earlier.step) < steps.indexOf(later.step) ? "step" : undefined;
  }
  if (earlier.stage === later.stage) {
    return jobsBefore(later.job, later.stage).includes(earlier.job) ? "job" : undefined;
  }
  return stagesBefore(later.stage, pipeline).includes(earlier.stage) ? "stage" : undefined;
}

/** A template that may hold steps which run before a step; undefined: there is none. */
export function templateBefore(later: PlacedStep, pipeline: Pipeline): string | undefined {
  const { step, job, stage } = later;
  if (pipeline.extends !== undefined) return pipeline.extends.text;
  const own = job.steps
    .slice(0, job.steps.indexOf(step))
    .find(({ kind }) => kind === "template")?.name;
  if (own !== undefined) return own;
  const stages = stagesBefore(stage, pipeline);
  // What is in a template has no name here, so everything may depend on it that depends on something unknown.
  const jobs = [...jobsBefore(job, stage), ...stages.flatMap((one) => one.jobs)];
  const inJobs = [...jobs, ...jobs.flatMap((one) => one.steps)]
    .filter(({ kind }) => kind === "template")
    .map(templateName);
  const others = [...stages, ...inside(job, stage)].filter(({ kind }) => kind === "template");
  return inJobs[0] ?? others.map(templateName)[0];
}

function templateName({ settings }: Pick<Stage, "settings">): string {
  return settings.find(({ name }) => name === "template")?.text ?? "";
}

/** Jobs of a stage that a job may depend on where one of its dependencies is not among those that are written. */
function inside(job: Job, { jobs }: Stage): readonly Job[] {
  const names = jobs.map(({ name }) => name.toLowerCase());
  const isKnown = job.dependsOn?.every((name) => names.includes(name.toLowerCase())) ?? false;
  return isKnown ? [] : jobs.filter((one) => one !== job);
}

function jobsBefore(job: Job, { jobs }: Stage): readonly Job[] {
  return ancestors(job, jobs);
}

function stagesBefore(stage: Stage, { stages }: Pipeline): readonly Stage[] {
  // A stage that comes from a template stands under another name, or under several.
  const isKnown = stage.dependsOn?.every((name) => stages.some((one) => one.name === name));
  return isKnown === true ? ancestors(stage, stages) : stages.slice(0, stages.indexOf(stage));
}

interface Dependent {
  readonly name: string;
  readonly dependsOn?: readonly string[];
}

/** In the order of the file. Without recursion and each once, for a file may have thousands. */
function ancestors<T extends Dependent>(one: T, all: readonly T[]): readonly T[] {
  const found = new Set([one]);
  // What is added on the way is visited as well.
  for (const { dependsOn } of found) {
    const names = new Set(dependsOn?.map((name) => name.toLowerCase()));
    for (const each of all) {
      if (dependsOn === undefined || names.has(each.name.toLowerCase())) found.add(each);
    }
  }
  return all.filter((each) => each !== one && found.has(each));
}
