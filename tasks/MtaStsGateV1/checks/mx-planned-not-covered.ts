import { defineCheck } from "./check";
import { isCovered, needsNoPattern, notCovered } from "./mx-not-covered";

export const mxPlannedNotCovered = defineCheck({
  id: "mx-planned-not-covered",
  title: "Planned MX host not covered by the committed policy",
  severity: "error",
  area: "mxCommitted",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders keep a policy until the id or its age tells them otherwise. A host that joins the MX records before the policy covers it loses mail.",
  fix: "Add a line mx: with the planned host, deploy, and publish the new id before the MX record.",
  needs: ["policyFile"],
  judge: ({ policyFile }, { options }) => {
    const { policy } = policyFile.text;
    if (policy === undefined || needsNoPattern(policy)) return [];
    return options.plannedMx
      .filter((host) => !isCovered(policy, host))
      .map((host) => ({
        ...notCovered("planned MX host", host, "committed", policy),
        fix: `Add the line mx: ${host} to the policy`,
      }));
  },
});
