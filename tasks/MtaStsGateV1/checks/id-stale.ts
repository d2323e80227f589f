import { recordToPublish } from "../interpret/update";
import { recordNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";

export const idStale = defineCheck({
  id: "id-stale",
  title: "The new policy is served under the old id",
  severity: "error",
  area: "idStale",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that hold the old policy do not fetch the new one before its max_age is over, since the id tells them nothing changed.",
  fix: "Publish the new id, replacing the old record.",
  needs: ["record", "policyResource"],
  judge: ({ record }, deployment) => {
    const { id, policyChanged, policyDomain } = deployment;
    // In monitor there need be no committed policy: then the one that is served counts.
    const isDeployed =
      policyChanged === false ||
      (policyChanged === "unknown" && deployment.options.stage === "monitor");
    if (id.inStep !== false || !isDeployed || record.reading.kind !== "valid") return [];
    const expected = id.expected === undefined ? "expected a new one" : `expected ${id.expected}`;
    const split = record.dissenting.length > 0 ? " on some name servers" : "";
    const text = recordToPublish(deployment);
    return [
      {
        message: `the served policy is ${policyChanged === false ? "the committed one" : "new"}, but DNS has the id ${id.live ?? ""}${split}, ${expected}`,
        ...(text === undefined
          ? {}
          : { fix: `Publish at ${recordNameOf(policyDomain)}, replacing the old record: ${text}` }),
      },
    ];
  },
});
