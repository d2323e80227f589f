import type { DeployStep } from "../pipelines/deploy-step";
import { type Branches, settingOf } from "../pipelines/pipeline";
import { resolve } from "../pipelines/variables";
import { type PipelineView, scopeOf } from "../pipelines/view";
import { branchesNamed, runs } from "../pipelines/worlds";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { enumeration } from "./enumeration";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineBranches = defineCheck({
  id: "pipeline-branches",
  title: "The branch that triggers a pipeline is not the one that it deploys",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "deploying the branch that is built" },
  why: "A change of the policy is merged and never reaches senders.",
  fix: "Name the same branch in trigger and in the step that deploys.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) => {
      const { trigger } = view.pipeline;
      if (trigger === undefined || trigger === "none" || view.isTemplate) return [];
      return view.deploys.flatMap((deploy) => judgeDeploy(deploy, view, trigger));
    }),
});

function judgeDeploy(
  deploy: DeployStep,
  view: PipelineView,
  trigger: Branches,
): readonly Finding[] {
  const input = settingOf(deploy.step.inputs, "production_branch");
  const production = input && resolve(input.text, scopeOf(view, deploy)).text;
  const triggering = enumeration(trigger.include.map((name) => quote(bare(name))));
  if (input && production && !isTriggered(production, trigger)) {
    const message = `production_branch is ${quote(production)}, but the pipeline runs for ${triggering}`;
    return [{ message, ...placeIn(view, input) }];
  }
  const named = branchesNamed(deploy);
  const isNamed = named.some((branch) => isDeployed(branch, deploy, view));
  const branches = trigger.include.map(bare);
  const isPlain = branches.every((name) => !/[*?$]/.test(name)) && branches.length > 0;
  const isLost = isPlain && branches.every((branch) => isDeployed(branch, deploy, view) === false);
  if (!isNamed || !isLost) return [];
  const wanted = enumeration(named.map((name) => quote(name)));
  const message = `${deploy.what} deploys only ${wanted}, but the pipeline runs for ${triggering}`;
  return [{ message, ...placeIn(view, trigger) }];
}

function isDeployed(branch: string, deploy: DeployStep, view: PipelineView): boolean | undefined {
  const build = { reason: "IndividualCI", branch, hasFailed: false } as const;
  return runs(deploy, build, scopeOf(view, deploy));
}

function isTriggered(branch: string, { include, exclude }: Branches): boolean {
  const matches = (names: readonly string[]) =>
    names.some((name) => name.includes("$") || asPattern(bare(name)).test(bare(branch)));
  return (include.length === 0 || matches(include)) && !matches(exclude);
}

function asPattern(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}

function bare(branch: string): string {
  return branch.replace(/^refs\/heads\//, "");
}
