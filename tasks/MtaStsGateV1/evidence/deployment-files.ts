// What tells how the policy gets from the repository to the web; one look for all domains.
import type { Options } from "../options";
import { lookAtFunctions } from "./functions";
import { lookAtPipelines } from "./pipelines";
import type { Evidence } from "./types";

/** Looks for Functions apps that serve a policy and for pipelines that deploy. */
export function lookAtDeploymentFiles(
  options: Pick<Options, "stage" | "repositoryRoot">,
): Pick<Evidence, "functions" | "pipelines"> {
  return { functions: lookAtFunctions(options), pipelines: lookAtPipelines(options) };
}
