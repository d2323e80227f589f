import type { GateStep } from "../pipelines/gate-step";
import type { Step } from "../pipelines/pipeline";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineNoCheckout = defineCheck({
  id: "pipeline-no-checkout",
  title: "The gate runs in a job that checks out nothing",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "checking out before judging" },
  why: "The gate finds no policy and fails, or judges what an earlier build left behind.",
  fix: "Add the step checkout: self before the gate: deployment jobs check out nothing by themselves.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.gates
        .filter((gate) => gate.needsFiles && !view.isTemplate && hasNoCheckout(gate))
        .map((gate) => ({
          message:
            gate.job.kind === "deployment"
              ? "the gate runs in a deployment job without checkout: self"
              : "the gate runs in a job with checkout: none",
          ...placeIn(view, gate.step),
        })),
    ),
});

function hasNoCheckout({ job, step }: GateStep): boolean {
  const before = job.steps.slice(0, job.steps.indexOf(step));
  // A template, a script or a download may bring the files.
  const isUnknown = before.some(({ kind, name, script }) => {
    return (
      kind === "template" || kind === "other" || /download/i.test(name) || /\bgit\b/.test(script)
    );
  });
  if (isUnknown) return false;
  const checkouts = job.steps.filter(({ kind }) => kind === "checkout");
  return checkouts.length === 0
    ? job.kind === "deployment"
    : checkouts.every((checkout: Step) => checkout.name.toLowerCase() === "none");
}
