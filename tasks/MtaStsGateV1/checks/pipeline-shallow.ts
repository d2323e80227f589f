import { settingOf } from "../pipelines/pipeline";
import { defineCheck } from "./check";
import { wantedOfGit } from "./git-wants";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineShallow = defineCheck({
  id: "pipeline-shallow",
  title: "fetchDepth hides the history that the id is held against",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "checking out with history" },
  why: "Whether the id is older than the policy, and when a removal is safe, cannot be known.",
  fix: "Set fetchDepth: 0 in the step checkout: self.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.gates.flatMap((gate) => {
        const scheme = settingOf(gate.step.inputs, "idScheme")?.text.toLowerCase();
        const isWanted =
          scheme === "timestamp" ||
          deployment.options.idScheme === "timestamp" ||
          wantedOfGit(deployment).length > 0;
        const before = gate.job.steps.slice(0, gate.job.steps.indexOf(gate.step));
        const depths = before
          .filter(({ kind, name }) => kind === "checkout" && name.toLowerCase() === "self")
          .map(({ settings }) => settingOf(settings, "fetchDepth"))
          .filter((depth) => depth !== undefined);
        return depths
          .filter(({ text }) => isWanted && /^[1-9]\d*$/.test(text))
          .map((depth) => ({
            message: `fetchDepth is ${depth.text}, so the gate cannot see when the policy last changed, which an id that is a time is held against`,
            ...placeIn(view, depth),
          }));
      }),
    ),
});
