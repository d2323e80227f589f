// What tells how the policy gets from the repository to the web.
import type { Options } from "../options";
import { walkOnce } from "../repository-walk";
import { lookAtFunctions } from "./functions";
import { lookAtPipelines } from "./pipelines";
import { openSites } from "./site";
import type { Evidence } from "./types";

/** Looks at the site of each domain, and once for all at Functions apps that serve a policy and pipelines that deploy. */
export function openDeploymentFiles(
  options: Pick<Options, "stage" | "repositoryRoot" | "siteRoot" | "policyFile">,
): (policyDomain: string) => Pick<Evidence, "site" | "functions" | "pipelines"> {
  const walk = walkOnce(options.repositoryRoot);
  const site = openSites(options, walk);
  const functions = lookAtFunctions(options, walk);
  const pipelines = lookAtPipelines(options, walk);
  return (policyDomain) => ({ site: site(policyDomain), functions, pipelines });
}
