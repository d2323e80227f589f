// The mode that checks look at which are neither about the committed nor about the served policy alone.
import type { Deployment } from "../deployment";
import type { Mode } from "../mta-sts/policy";

/** The mode of the committed policy, else of the served one; undefined where neither is a policy. */
export function judgedMode({ policyFile, policyResource }: Deployment): Mode | undefined {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const served = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  return (committed ?? served)?.mode;
}
