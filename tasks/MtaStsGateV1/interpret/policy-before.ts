// What senders had before this deployment. Pure.
import type { Deployment } from "../deployment";
import type { Evidence } from "../evidence/types";
import { type Policy, parsePolicy } from "../mta-sts/policy";

type Facts = Pick<Deployment, "options" | "policyFile" | "policyResource">;

/** The policy before this deployment: what an earlier step of the job saw, else what is served; none in lint and monitor. */
export function policyBefore(
  { options, policyResource }: Facts,
  earlier: Evidence["earlier"],
): Policy | undefined {
  if (options.stage === "lint" || options.stage === "monitor") return undefined;
  if (earlier.status !== "found") {
    return policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  }
  const body = earlier.value.servedBodyBase64;
  return body === undefined ? undefined : parsePolicy(Buffer.from(body, "base64")).policy;
}

/** True where the committed policy has mode enforce, and the one that senders had before has not. */
export function bringsEnforce({ options, policyFile }: Facts, before: Policy | undefined): boolean {
  if (options.stage === "lint" || options.stage === "monitor") return false;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  return committed?.mode === "enforce" && before?.mode !== "enforce";
}
