// Which of the repository's pipelines have to do with the policy, and with which of their steps.
import { type DeployStep, deployOf } from "./deploy-step";
import { type GateStep, gateOf } from "./gate-step";
import { type Pipeline, type PlacedStep, settingOf, stepsOf } from "./pipeline";
import { readPipeline } from "./read-pipeline";
import { isWithin, joinFolders, servedFrom } from "./repository-folder";
import type { Scope } from "./variables";
import type { ParseYaml, YamlReading } from "./yaml-node";

/** The repository's pipelines as texts, and what they are held against. */
export interface PipelineTexts {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Folders of the repository that the files name. */
  readonly folders: readonly string[];
  /** Files called `mta-sts.txt`. */
  readonly policies: readonly string[];
  /** Files that tell of a build. */
  readonly builds: readonly string[];
}

/** A pipeline that runs the gate or deploys the policy. */
export interface PipelineView {
  readonly path: string;
  readonly text: string;
  readonly pipeline: Pipeline;
  /** Another pipeline uses it, or it looks like a template: what runs before it is not known. */
  readonly isTemplate: boolean;
  readonly steps: readonly PlacedStep[];
  readonly gates: readonly GateStep[];
  /** Steps that deploy the policy, so far as that is known. */
  readonly deploys: readonly DeployStep[];
}

/** A file that does not parse although it is meant to run the gate or to deploy the policy. */
interface BrokenFile {
  readonly path: string;
  readonly text: string;
  readonly fault: NonNullable<YamlReading["fault"]>;
}

/** What concerns one policy. */
export interface PipelineViews {
  readonly views: readonly PipelineView[];
  readonly broken: readonly BrokenFile[];
}

/** The policy whose pipelines are looked for. */
interface PolicyPlace {
  /** Path of the committed policy, whether it is there or not. */
  readonly policyPath: string;
  /** A Functions app serves it. */
  readonly isFunctions: boolean;
}

type WholeView = Omit<PipelineView, "isTemplate">;

/** The pipelines that concern a policy. */
export function viewsOf(
  texts: PipelineTexts,
  place: PolicyPlace,
  parseYaml: ParseYaml,
): PipelineViews {
  const { read, whole } = readingOf(texts, parseYaml);
  const concerned = concernedAmong(whole, place);
  const views = whole
    .map((view) => ({ ...view, deploys: view.deploys.filter((one) => concerned.has(one)) }))
    .filter(
      ({ gates, deploys, pipeline, text }) =>
        gates.length + deploys.length > 0 ||
        (pipeline.extends !== undefined && MENTIONS.test(text)),
    );
  const broken = read.flatMap(({ path, text, fault }) =>
    fault !== undefined && isMeant(text, place) ? [{ path, text, fault }] : [],
  );
  return { views: views.map((view) => ({ ...view, isTemplate: isTemplate(view, whole) })), broken };
}

interface Reading {
  readonly read: readonly (YamlReading & { readonly path: string; readonly text: string })[];
  readonly whole: readonly WholeView[];
}

/** Every check of every domain asks for the same texts, and to read them costs more than all the checks. */
const readings = new WeakMap<PipelineTexts, Reading>();

function readingOf(texts: PipelineTexts, parseYaml: ParseYaml): Reading {
  const known = readings.get(texts);
  if (known !== undefined) return known;
  const read = texts.files.map((file) => ({ ...file, ...parseYaml(file.text) }));
  const whole = read.flatMap(({ path, text, root }) => {
    const pipeline = root === undefined ? undefined : readPipeline(root);
    return pipeline === undefined ? [] : [wholeView(path, text, pipeline)];
  });
  const reading = { read, whole };
  readings.set(texts, reading);
  return reading;
}

/** What is set around a step. */
export function scopeOf({ pipeline }: Pick<PipelineView, "pipeline">, placed: PlacedStep): Scope {
  return { pipeline, stage: placed.stage, job: placed.job };
}

function wholeView(path: string, text: string, pipeline: Pipeline): WholeView {
  const steps = stepsOf(pipeline);
  return {
    path,
    text,
    pipeline,
    steps,
    gates: steps.map(gateOf).filter((gate) => gate !== undefined),
    deploys: steps
      .map((step) => deployOf(step, { pipeline, stage: step.stage, job: step.job }))
      .filter((deploy) => deploy !== undefined),
  };
}

const MENTIONS = /mta-sts|MtaStsGate@/i;

/** The deploying steps that lie nearest to the policy; where none does, those of the files that mention it. */
function concernedAmong(views: readonly WholeView[], place: PolicyPlace): ReadonlySet<DeployStep> {
  const scored = views
    .flatMap(({ deploys }) => deploys)
    .map((deploy) => ({ deploy, nearness: nearness(deploy, place) }));
  const best = Math.max(...scored.map((one) => one.nearness));
  const near = scored.filter((one) => one.nearness === best && best >= 0);
  if (near.length > 0) return new Set(near.map(({ deploy }) => deploy));
  return new Set(views.filter(({ text }) => MENTIONS.test(text)).flatMap(({ deploys }) => deploys));
}

/** How many characters of the policy's path a step names; -1: it deploys something else, or that is not known. */
function nearness({ how, upload }: DeployStep, { policyPath, isFunctions }: PolicyPlace): number {
  if (how === "functions") return isFunctions ? policyPath.length : -1;
  if (upload.kind === "unknown") return -1;
  const folders = [upload.folder, upload.built ?? upload.folder];
  const near = folders.filter(
    (folder) => isWithin(policyPath, folder) || isTwice(folder, policyPath),
  );
  return Math.max(-1, ...near.map((folder) => (folder === "." ? 0 : folder.length)));
}

/** True where the folder from which the policy is served is named twice: `home/home`. */
function isTwice(folder: string, policyPath: string): boolean {
  const served = servedFrom(policyPath);
  return served !== "." && folder === joinFolders(served, served);
}

function isMeant(text: string, { policyPath }: PolicyPlace): boolean {
  const served = servedFrom(policyPath);
  const locations = [...text.matchAll(/\bapp_location["']?\s*:\s*["']?([^"'\s#,}]+)/g)];
  return (
    MENTIONS.test(text) ||
    locations.some(([, folder = ""]) => {
      const named = joinFolders(folder);
      return served !== "." && (named === served || named === policyPath);
    })
  );
}

function isTemplate({ path, pipeline }: WholeView, views: readonly WholeView[]): boolean {
  const isUsed = views.some(({ pipeline: other, steps }) =>
    [
      ...steps.map(({ step }) => step),
      ...other.stages,
      ...other.stages.flatMap(({ jobs }) => jobs),
    ].some(({ settings }) => {
      const name = settingOf(settings, "template")?.text.replace(/^.*\//, "");
      return name !== undefined && name !== "" && path.endsWith(name);
    }),
  );
  return isUsed || (!pipeline.isRoot && !/^[^/]*azure-pipelines[^/]*$/.test(path));
}
