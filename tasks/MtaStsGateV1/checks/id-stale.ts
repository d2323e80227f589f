import type { Deployment } from "../deployment";
import { isRecordMissing, recordToPublish } from "../interpret/update";
import { recordNameOf } from "../mta-sts/names";
import { quoteName } from "../quote";
import { defineCheck, type Finding } from "./check";

export const idStale = defineCheck({
  id: "id-stale",
  title: "The new policy is served under the old id",
  severity: "error",
  area: "idStale",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that hold the old policy do not fetch the new one before its max_age is over, since the id tells them nothing changed.",
  fix: "Publish the new id in place of the old one.",
  needs: ["policyResource"],
  answered: ["record"],
  judge: ({ policyResource }, deployment) => {
    const { policyChanged, options } = deployment;
    // In monitor there need be no committed policy: then the one that is served counts.
    const isCommitted = policyChanged === false;
    const isMonitored = policyChanged === "unknown" && options.stage === "monitor";
    const isServed = policyResource.text?.policy !== undefined;
    if (!isServed || !(isCommitted || isMonitored)) return [];
    return staleness(deployment).map((finding) =>
      isCommitted
        ? { ...finding, message: `the served policy is the committed one, but ${finding.message}` }
        : finding,
    );
  },
});

/** What senders see instead of the id that the policy shall have. */
function staleness(deployment: Deployment): readonly Finding[] {
  const { record, id, options, policyDomain } = deployment;
  const expected = id.expected === undefined ? "expected a new one" : `expected ${id.expected}`;
  const publish = publishFix(deployment);
  if (isRecordMissing(deployment)) {
    // Where a person changes DNS later a missing record is a note; a pipeline was to have published it.
    const isDue = options.stage === "postDeploy" && options.idUpdate === "pipeline";
    const name = recordNameOf(policyDomain);
    return isDue
      ? [
          {
            message: `there is no TXT record at ${name}, expected the one that the pipeline publishes`,
            ...publish,
          },
        ]
      : [];
  }
  if (id.inStep !== false || id.live === undefined || record.status !== "found") return [];
  // Clocks differ, so an older time is no proof: `id-older-than-policy` speaks of it.
  if (id.olderThan !== undefined) return [];
  const [behind] = record.value.dissenting;
  return behind !== undefined && isNew(deployment, id.live)
    ? [
        {
          message: `name server ${quoteName(behind.host)} says ${behind.says}, expected id ${id.live}`,
          fix: `Bring name server ${quoteName(behind.host)} into step`,
        },
      ]
    : [{ message: `DNS has the id ${id.live}, ${expected}`, ...publish }];
}

function isNew({ id, previousId }: Deployment, live: string): boolean {
  return id.expected === undefined ? live !== previousId : live === id.expected;
}

function publishFix(deployment: Deployment): Pick<Finding, "fix"> {
  const text = recordToPublish(deployment);
  const name = recordNameOf(deployment.policyDomain);
  return text === undefined ? {} : { fix: `Publish at ${name} as the only TXT record: ${text}` };
}
