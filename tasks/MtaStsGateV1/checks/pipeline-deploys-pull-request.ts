import type { Stage } from "../options";
import type { DeployStep } from "../pipelines/deploy-step";
import { settingOf } from "../pipelines/pipeline";
import { type PipelineView, scopeOf } from "../pipelines/view";
import { runs } from "../pipelines/worlds";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineDeploysPullRequest = defineCheck({
  id: "pipeline-deploys-pull-request",
  title: "A pull-request build deploys the policy",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "deploying only what is merged" },
  why: "Azure Pipelines tells Static Web Apps nothing of a pull request, so a policy that nobody has merged goes to production.",
  fix: "Add to the step: condition: and(succeeded(), ne(variables['Build.Reason'], 'PullRequest')).",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.deploys
        .filter(
          (deploy) =>
            buildsPullRequests(view, deployment.options.stage) &&
            !isPreview(deploy) &&
            runsIn(view, deploy),
        )
        .map((deploy) => ({
          message: `${deploy.what} also runs in pull-request builds`,
          ...placeIn(view, deploy.step),
        })),
    ),
});

/** Without `pr` a pipeline builds pull requests on GitHub, and on Azure Repos where a branch policy says so. */
function buildsPullRequests({ isTemplate, pipeline, gates }: PipelineView, stage: Stage): boolean {
  if (isTemplate) return false;
  if (stage === "pullRequest" && gates.length > 0) return true;
  const isByHand = pipeline.trigger === "none" && pipeline.pr === undefined;
  return pipeline.pr !== "none" && !isByHand;
}

function runsIn(view: PipelineView, deploy: DeployStep): boolean {
  const build = { reason: "PullRequest", branch: "", hasFailed: false } as const;
  return runs(deploy, build, scopeOf(view, deploy)) === true;
}

/** It goes to an environment of its own, not to production. */
function isPreview({ what, step }: DeployStep): boolean {
  if (what === "swa deploy") return !/--env(?:ironment)?[ =]+["']?prod/i.test(step.script);
  return ["deployment_environment", "production_branch", "deployToSlotOrASE", "slotName"].some(
    (name) => (settingOf(step.inputs, name)?.text ?? "") !== "",
  );
}
