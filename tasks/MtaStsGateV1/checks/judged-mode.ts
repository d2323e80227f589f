// The mode that checks look at which are neither about the committed nor about the served policy alone.
import type { Deployment } from "../deployment";
import type { Mode } from "../mta-sts/policy";

/**
 * The mode of the policy that is about to be in force: the committed one, in monitor the served one, else the other of
 * the two; undefined where neither is a policy.
 */
export function judgedMode({ options, policyFile, policyResource }: Deployment): Mode | undefined {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const served = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  const policy = options.stage === "monitor" ? (served ?? committed) : (committed ?? served);
  return policy?.mode;
}
