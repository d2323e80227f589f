import { nearest } from "../inputs/nearest";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

/** Inputs of AzureStaticWebApp@0, version 0.275, and their aliases. */
const INPUTS = [
  "app_location",
  "app_build_command",
  "output_location",
  "api_location",
  "api_build_command",
  "routes_location",
  "config_file_location",
  "skip_app_build",
  "skip_api_build",
  "is_static_export",
  "verbose",
  "build_timeout_in_minutes",
  "azure_static_web_apps_api_token",
  "deployment_environment",
  "production_branch",
  "data_api_location",
  "azure_access_token",
  "default_hostname",
  "cwd",
  "workingDirectory",
  "rootDirectory",
];

/** Edits up to which a known input is probably meant. */
const MOST_EDITS = 4;

export const pipelineUnknownInput = defineCheck({
  id: "pipeline-unknown-input",
  title: "The step that deploys is given an input that it does not have",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "inputs of AzureStaticWebApp@0" },
  why: "The input has no effect, so something else is deployed than the pipeline says.",
  fix: "Correct the name of the input, or remove it.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.deploys
        .filter(({ what }) => /AzureStaticWebApp@0$/i.test(what))
        .flatMap(({ what, step }) =>
          step.inputs
            .filter(({ name }) => !isKnown(name))
            .map((input) => {
              const meant = nearest(input.name, INPUTS);
              const isMeant = meant !== undefined && meant.edits <= MOST_EDITS;
              return {
                message: `${what} has no input ${quote(input.name)}`,
                ...(isMeant ? { fix: `Write ${meant.word}, or remove the input.` } : {}),
                ...placeIn(view, input),
              };
            }),
        ),
    ),
});

function isKnown(name: string): boolean {
  return INPUTS.some((input) => input.toLowerCase() === name.toLowerCase());
}
