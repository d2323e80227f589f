import { standsBefore, templateBefore } from "../pipelines/order";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineUngatedDeploy = defineCheck({
  id: "pipeline-ungated-deploy",
  title: "A pipeline deploys the policy without the gate before it",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "judging a policy before it is deployed" },
  why: "A policy that loses mail goes live, and senders keep it for max_age seconds.",
  fix: "Put a step MtaStsGate@1 before the step that deploys, in the same job or in a job or stage that it depends on.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view, all) => {
      const gates = view.gates.filter((gate) => gate.isBeforeDeploy);
      const elsewhere = all.find(
        (other) => other !== view && other.gates.some((gate) => gate.isBeforeDeploy),
      );
      return view.deploys
        .filter(
          (deploy) =>
            !view.isTemplate &&
            templateBefore(deploy, view.pipeline) === undefined &&
            !gates.some((gate) => standsBefore(gate, deploy, view.pipeline)),
        )
        .map((deploy) => ({
          message: `${deploy.what} deploys the policy, and ${whatIsBefore(gates.length > 0, elsewhere?.path)}`,
          // The other pipeline may be the one that guards the branch.
          severity: elsewhere === undefined || gates.length > 0 ? "warning" : "note",
          ...placeIn(view, deploy.step),
        }));
    }),
});

function whatIsBefore(hasGate: boolean, elsewhere: string | undefined): string {
  if (hasGate) return "the gate of this pipeline does not run before it";
  return elsewhere === undefined
    ? "no MtaStsGate@1 runs before it"
    : `the gate runs only in another pipeline, ${quote(elsewhere)}`;
}
