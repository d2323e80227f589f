import { quoteName } from "../quote";
import { defineCheck } from "./check";
import { isCovered } from "./mx-not-covered";
import { timeAfter } from "./old-policy-until";
import { staleFor } from "./stale-for";

export const rolloutMxDropped = defineCheck({
  id: "rollout-mx-dropped",
  title: "The policy drops an MX host that resolvers still give",
  severity: "warning",
  area: "rollout",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders behind such a resolver still try the old MX host. With the new policy they do not deliver to it under enforce.",
  fix: "Keep the host in the policy until the TTL of the old MX records has passed.",
  needs: ["policyFile", "mx"],
  judge: ({ policyFile, mx }, deployment) => {
    const { staleMx, policyBefore } = deployment;
    const committed = policyFile.text.policy;
    if (staleMx === undefined || policyBefore === undefined || committed === undefined) return [];
    if (committed.mode === "none") return [];
    const when = staleMx.ttl === undefined ? "" : ` (until ${timeAfter(deployment, staleMx.ttl)})`;
    return hostsIn(staleMx.says)
      .filter((host) => !mx.some((one) => one.host === host))
      .filter((host) => isCovered(policyBefore, host) && !isCovered(committed, host))
      .map((host) => ({
        message: `the policy no longer covers MX host ${quoteName(host)}, which the resolver still gives${staleFor(staleMx)}${when}`,
        severity: committed.mode === "enforce" ? "warning" : "note",
      }));
  },
});

/** The hosts in `10 mx1.contoso.com, 20 mx2.contoso.com`. */
function hostsIn(says: string): readonly string[] {
  return [...says.matchAll(/(?:^|, )\d+ ([^\s,]+)/g)].map(([, host = ""]) => host);
}
