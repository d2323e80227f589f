// The policy-* checks applied to a text that is not the committed one: what a policy host serves.
import type { Deployment } from "../deployment";
import type { Knowledge } from "../deployment/knowledge";
import type { PolicyText } from "../mta-sts/policy";
import type { Finding } from "./check";
import { policyChecks } from "./policy-checks";

/** What makes the text no policy, by the same checks that judge the policy file. */
export function policyFileProblems(
  text: PolicyText,
  deployment: Deployment,
  knowledge: Knowledge,
): readonly Finding[] {
  const policyFile = { path: "", text };
  return policyChecks
    .filter((check) => check.severity === "error")
    .flatMap((check) => check.judge({ policyFile }, deployment, knowledge))
    .filter((finding) => finding.severity === undefined || finding.severity === "error");
}
