import { defineCheck } from "./check";
import { cureOfOddName, isCovered, needsNoPattern, notCovered } from "./mx-not-covered";
import { weaker } from "./severity";

export const mxNotCoveredLive = defineCheck({
  id: "mx-not-covered-live",
  title: "MX host not covered by the live policy",
  severity: "error",
  area: "mxLive",
  citation: { rfc: 8461, section: "4.1" },
  why: "Senders apply the policy that is served now. Under enforce they must not deliver to an MX host whose name it does not match.",
  fix: "Deploy a policy that covers the host, then publish a new id.",
  needs: ["mx", "policyResource"],
  judge: ({ mx, policyResource }, { options, policyFile }) => {
    // Through a proxy it is not certain what senders get, but what came is the best that is known.
    const live = policyResource.faults.length === 0 ? policyResource.text?.policy : undefined;
    if (live === undefined || needsNoPattern(live)) return [];
    const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
    // Before a deployment that brings the cure, the live fault is no reason to stop it (docs/stages.md).
    const isCured = (host: string) =>
      options.stage === "preDeploy" && committed !== undefined && isCovered(committed, host);
    return mx
      .filter(({ host }) => host !== "" && !isCovered(live, host))
      .map(({ host }) => {
        const { message, severity = "error" } = notCovered("MX host", host, "live", live);
        return {
          message,
          severity: isCured(host) ? weaker(severity, "warning") : severity,
          ...cureOfOddName(host),
        };
      });
  },
});
