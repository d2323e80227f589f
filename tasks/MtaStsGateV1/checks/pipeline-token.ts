import { isRedacted } from "../mta-sts/redacted";
import type { DeployStep } from "../pipelines/deploy-step";
import { settingOf } from "../pipelines/pipeline";
import { type Scope, variableOf } from "../pipelines/variables";
import { scopeOf } from "../pipelines/view";
import type { Place } from "../pipelines/yaml-node";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

const NAME = "azure_static_web_apps_api_token";

export const pipelineToken = defineCheck({
  id: "pipeline-token",
  title: "The deployment token is written into a pipeline",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "keeping secrets out of the repository" },
  why: "Whoever reads the repository, now or in its history, can replace the policy and so stop mail.",
  fix: "Reset the token in the Azure portal, keep the new one in a secret variable and write $(token) in its place.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.deploys.flatMap((deploy) => {
        const written = tokenOf(deploy, scopeOf(view, deploy));
        return written === undefined
          ? []
          : [
              {
                message: `the deployment token of ${deploy.what} stands in the file`,
                ...placeIn(view, written),
              },
            ];
      }),
    ),
});

/** Where the token stands; undefined: it comes from outside the file. */
function tokenOf({ step }: DeployStep, scope: Scope): Place | undefined {
  const given = settingOf(step.inputs, NAME) ?? settingOf(step.env, NAME);
  if (given !== undefined) {
    const [, variable = ""] = /\$\(([\w.-]+)\)|variables\.([\w.-]+)/.exec(given.text) ?? [];
    const found = variable === "" ? given : variableOf(variable, scope);
    return found !== undefined && isRedacted(found.text) ? found : undefined;
  }
  return isRedacted(step.script) ? step : undefined;
}
