// The pipelines that have to do with the policy of a domain, for the checks on them.
import type { Deployment } from "../deployment";
import type { Knowledge } from "../deployment/knowledge";
import {
  type PipelineTexts,
  type PipelineView,
  type PipelineViews,
  viewsOf,
} from "../pipelines/view";
import type { Place } from "../pipelines/yaml-node";
import type { Finding } from "./check";
import { appsFor } from "./functions-apps-of";

/** The policy's pipelines; none where no policy is judged. */
export function pipelinesFor(
  pipelines: PipelineTexts,
  deployment: Deployment,
  { parseYaml }: Knowledge,
): PipelineViews {
  const { policyFile, options, policyDomain, functions } = deployment;
  const policyPath =
    policyFile.status === "found"
      ? policyFile.value.path
      : options.policyFile?.replaceAll("{domain}", policyDomain);
  /* c8 ignore next -- only monitor looks for no file, and it judges no pipeline */
  if (policyPath === undefined) return { views: [], broken: [] };
  const isFunctions =
    functions.status === "found" && appsFor(functions.value, deployment).length > 0;
  return viewsOf(pipelines, { policyPath, isFunctions }, parseYaml);
}

/** The findings of every pipeline. */
export function inEachPipeline(
  pipelines: PipelineTexts,
  deployment: Deployment,
  knowledge: Knowledge,
  judge: (view: PipelineView, all: readonly PipelineView[]) => readonly Finding[],
): readonly Finding[] {
  const { views } = pipelinesFor(pipelines, deployment, knowledge);
  return views.flatMap((view) => judge(view, views));
}

/** Where something stands in a pipeline. */
export function placeIn(
  { path }: Pick<PipelineView, "path">,
  { line, column }: Place,
): Required<Pick<Finding, "file" | "line" | "column">> {
  return { file: path, line, column };
}
