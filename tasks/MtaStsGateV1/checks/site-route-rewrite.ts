import type { PolicyFile } from "../deployment";
import type { StaticWebApp } from "../deployment/site";
import { isTextPlain } from "../mta-sts/media-type";
import { isSameMeaning } from "../mta-sts/policy";
import { POLICY_NAME, WELL_KNOWN } from "../mta-sts/policy-path";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { answerWords, inConfig, RULE_BEFORE, routeWords } from "./site-words";

export const siteRouteRewrite = defineCheck({
  id: "site-route-rewrite",
  title: "A route serves something else in the policy's place",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders get what the route leads to, whatever is committed as the policy.",
  fix: RULE_BEFORE,
  needs: ["policyFile", "staticWebApp"],
  judge: ({ policyFile, staticWebApp }) => {
    const { policyAnswer, config } = staticWebApp;
    const { cause } = policyAnswer;
    if (cause.kind !== "rewrite" || isPolicyItself(policyAnswer.file)) return [];
    const finding = judgeTarget(cause.rewrite.value, policyFile, staticWebApp);
    if (finding === undefined) return [];
    const { message } = finding;
    return [
      inConfig(config, cause.rewrite, {
        ...finding,
        message: `${routeWords(cause.route)} leads to ${quote(cause.rewrite.value)}, ${message}`,
      }),
    ];
  },
});

function isPolicyItself(file: string | undefined): boolean {
  return file === `/${WELL_KNOWN}/${POLICY_NAME}`;
}

/** What is wrong with what senders get, as the end of a sentence. */
function judgeTarget(
  target: string,
  policyFile: PolicyFile,
  { site, policyAnswer, rewritten }: StaticWebApp,
): Finding | undefined {
  if (/^\/?api\//.test(target)) {
    return {
      message: "a function whose answer is not known here, expected the policy",
      fix: "Serve the policy as a file, or see with the input deployedUrl what the function answers.",
      severity: "warning",
    };
  }
  if (policyAnswer.file === undefined && site.madeBy !== undefined) {
    return /\.txt$/i.test(target)
      ? { message: "which is not in the repository to be judged", severity: "warning" }
      : { message: "which is no text file, expected the policy" };
  }
  if (policyAnswer.file === undefined) {
    return { message: `which does not exist, so senders get ${answerWords(policyAnswer)}` };
  }
  if (policyAnswer.status !== 200 || !isTextPlain(policyAnswer.mediaType)) {
    return { message: `so senders get ${answerWords(policyAnswer)}, expected the policy` };
  }
  const policy = rewritten?.text.policy;
  if (policy === undefined) return { message: "which is no policy that senders accept" };
  const committed = policyFile.text.policy;
  return committed === undefined || isSameMeaning(policy, committed)
    ? undefined
    : {
        message: `a policy of another meaning than ${quote(policyFile.path)}`,
        severity: "warning",
      };
}
