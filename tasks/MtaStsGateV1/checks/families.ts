// Which checks can have anything to say of a deployment: the others need not even be loaded.
import type { Deployment } from "../deployment";

/** Checks that are loaded together. */
export type Family = "committed" | "hosting" | "pipelines" | "live";

/** In the order of the report. */
export const FAMILIES: readonly Family[] = ["committed", "hosting", "pipelines", "live"];

/** True where no check of the family has anything to judge. */
export function isMoot(family: Family, deployment: Deployment): boolean {
  const { options, policyFile, staticWebApp, functions, pipelines } = deployment;
  // Many checks need the policy as well: without it they are unverified.
  if (policyFile.status === "failed") return false;
  if (family === "hosting") return isUnseen(staticWebApp) && isUnseen(functions);
  if (family === "pipelines") return isUnseen(pipelines);
  return family === "live" && options.stage === "lint" && isNothingAsked(deployment);
}

type Seen = { readonly status: string };

function isUnseen({ status }: Seen): boolean {
  return status === "absent" || status === "skipped";
}

function isNothingAsked(deployment: Deployment): boolean {
  const { record, mx, policyResource, tlsRpt, deployedSite, history, options } = deployment;
  const asked: readonly Seen[] = [record, mx, policyResource, tlsRpt, deployedSite, history];
  // What the record file says is judged by the checks of the id.
  return options.recordFile === undefined && asked.every(({ status }) => status === "skipped");
}
