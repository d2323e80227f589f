// A pipeline as its YAML file gives it: stages, jobs and steps in one form, wherever they stand in the file.
import type { Place } from "./yaml-node";

/** A scalar with a name: an input, a property, a variable. The place is that of the value. */
export interface Setting extends Place {
  /** As it is written. */
  readonly name: string;
  readonly text: string;
}

/** What runs only under a condition. */
interface Conditioned extends Place {
  /** Template expressions that it stands under: `${{ if … }}`. */
  readonly only: readonly string[];
  /** Its own scalars: `condition`, `continueOnError`, `enabled`, `fetchDepth`, … */
  readonly settings: readonly Setting[];
}

/** A step. */
export interface Step extends Conditioned {
  readonly kind: "task" | "script" | "checkout" | "template" | "other";
  /** The task with its version, the repository of a checkout, the file of a template; else "". */
  readonly name: string;
  /** What it runs, where that stands in the file. */
  readonly script: string;
  readonly inputs: readonly Setting[];
  readonly env: readonly Setting[];
}

/** A job, or a template in its place. */
export interface Job extends Conditioned {
  readonly kind: "job" | "deployment" | "template";
  readonly name: string;
  /** Names of jobs before it; undefined: what it depends on is not known. */
  readonly dependsOn?: readonly string[];
  readonly variables: readonly Variable[];
  /** A deployment's hooks one after the other. */
  readonly steps: readonly Step[];
}

/** A stage, or a template in its place. */
export interface Stage extends Conditioned {
  readonly kind: "stage" | "template";
  readonly name: string;
  /** Names of stages before it; undefined: what it depends on is not known. */
  readonly dependsOn?: readonly string[];
  readonly variables: readonly Variable[];
  readonly jobs: readonly Job[];
}

/** A variable that the file sets. */
export interface Variable extends Setting {
  /** It stands under a template expression, so it may not be set. */
  readonly isConditional: boolean;
}

/** Branches of `trigger` or `pr`. */
export interface Branches extends Place {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** `none`, the branches, or undefined where the file says nothing or what it says is not known. */
export type Trigger = "none" | Branches | undefined;

/** A pipeline. */
export interface Pipeline {
  readonly trigger: Trigger;
  readonly pr: Trigger;
  /** It has what only a pipeline has, such as `trigger` or `pool`; else it may be a template. */
  readonly isRoot: boolean;
  readonly variables: readonly Variable[];
  readonly stages: readonly Stage[];
  /** The template that the whole is made by: `extends`. */
  readonly extends?: Setting;
}

/** A step with all that it stands in. */
export interface PlacedStep {
  readonly step: Step;
  readonly job: Job;
  readonly stage: Stage;
}

/** Every step, in the order of the file. */
export function stepsOf({ stages }: Pipeline): readonly PlacedStep[] {
  return stages.flatMap((stage) =>
    stage.jobs.flatMap((job) => job.steps.map((step) => ({ step, job, stage }))),
  );
}

/** A setting by its name, case aside. */
export function settingOf(settings: readonly Setting[], name: string): Setting | undefined {
  return settings.find((one) => one.name.toLowerCase() === name.toLowerCase());
}
