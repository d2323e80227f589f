import { templateBefore } from "../pipelines/order";
import type { PipelineView } from "../pipelines/view";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineUnresolved = defineCheck({
  id: "pipeline-unresolved",
  title: "A pipeline holds what cannot be known from its file",
  severity: "note",
  area: "pipeline",
  citation: { practice: "saying what was not looked at" },
  why: "The other checks on the pipeline judge only what its file says.",
  fix: "Look at the template, the variable or the command yourself.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) => [
      ...templates(view),
      ...folders(view),
    ]),
});

function templates(view: PipelineView): readonly Finding[] {
  const { extends: whole } = view.pipeline;
  if (whole !== undefined) {
    const message = `the template ${quote(whole.text)} is not followed, nor is what it makes of this pipeline`;
    return [{ message, ...placeIn(view, whole) }];
  }
  if (view.isTemplate && view.deploys.length > 0) {
    const [deploy] = view.deploys;
    const message = "the file looks like a template, so what runs before its steps is not known";
    /* c8 ignore next -- there is one */
    return deploy === undefined ? [] : [{ message, ...placeIn(view, deploy.step) }];
  }
  return view.deploys.flatMap((deploy) => {
    const template = templateBefore(deploy, view.pipeline);
    if (template === undefined) return [];
    const message = `the template ${quote(template)} is not followed, so what it runs before ${deploy.what} is not known`;
    return [{ message, ...placeIn(view, deploy.step) }];
  });
}

function folders(view: PipelineView): readonly Finding[] {
  return view.deploys.flatMap((deploy) =>
    deploy.how === "site" && deploy.upload.kind === "unknown"
      ? [
          {
            message: `what ${deploy.what} uploads is not known: ${deploy.upload.why}`,
            ...placeIn(view, deploy.location ?? deploy.step),
          },
        ]
      : [],
  );
}
