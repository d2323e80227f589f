import { withNesting } from "../pipelines/broken-nesting";
import { defineCheck } from "./check";
import { pipelinesFor, placeIn } from "./pipeline-views";

export const pipelineYaml = defineCheck({
  id: "pipeline-yaml",
  title: "A pipeline does not parse",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "YAML as Azure Pipelines reads it" },
  why: "The pipeline does not start, so nothing is judged and nothing is deployed.",
  fix: "Correct the YAML.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    pipelinesFor(pipelines, deployment, knowledge).broken.map(({ path, text, fault }) => {
      const repaired = withNesting(text);
      const isRepaired = repaired !== undefined && knowledge.parseYaml(repaired).root !== undefined;
      return {
        message: isRepaired
          ? `the pipeline has lost its indentation, as in a published walk-through: ${fault.words}`
          : `the pipeline is not YAML: ${fault.words}`,
        ...(isRepaired ? { fix: `Write:\n${withoutComments(repaired)}` } : {}),
        ...placeIn({ path }, fault),
      };
    }),
});

function withoutComments(text: string): string {
  const isCode = (line: string) => !/^\s*(?:#|$)/.test(line);
  return text.split("\n").filter(isCode).join("\n");
}
