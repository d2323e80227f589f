// Facts and skills that never change during a run and are loaded when first asked for.
import { committedChecks } from "./checks/committed-checks";
import type { Knowledge } from "./deployment/knowledge";

/** What is large and not wanted in every run is a file of its own in the package. */
export const knowledge: Knowledge = {
  checksOf: (family) => {
    if (family === "committed") return committedChecks;
    if (family === "hosting") return hosting().hostingChecks;
    if (family === "pipelines") return pipelines().pipelineChecks;
    return live().liveChecks;
  },
  isPublicSuffix: (name) => publicSuffix().isPublicSuffix(name),
  parseYaml: (text) => yaml().parseYaml(text),
};

/** Loads the YAML library: nearly every repository with the task in it has a pipeline. */
export const yaml = (): typeof import("./pipelines/yaml-tree") => require("./pipelines/yaml-tree");

const hosting = (): typeof import("./checks/hosting-checks") => require("./checks/hosting-checks");
const pipelines = (): typeof import("./checks/pipeline-checks") =>
  require("./checks/pipeline-checks");
const live = (): typeof import("./checks/live-checks") => require("./checks/live-checks");
const publicSuffix = (): typeof import("./mta-sts/public-suffix") =>
  require("./mta-sts/public-suffix");
