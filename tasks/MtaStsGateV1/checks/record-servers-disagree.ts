import type { Deployment } from "../deployment";
import { recordNameOf } from "../mta-sts/names";
import { defineCheck } from "./check";
import { type Group, groupsInWords, groupsOf } from "./servers-in-words";

export const recordServersDisagree = defineCheck({
  id: "record-servers-disagree",
  title: "Authoritative name servers disagree about the record",
  severity: "warning",
  area: "dns",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders see one answer or the other by chance. Those that see no valid record find no policy, those that see the old id keep the old policy.",
  fix: "Bring the name servers into step: see to the zone transfer, or publish the record at every provider.",
  needs: [],
  judge: (_seen, deployment) => {
    const { recordServers, policyDomain } = deployment;
    const groups = groupsOf(recordServers);
    if (groups.length < 2) return [];
    const message = `the name servers disagree about the TXT record at ${recordNameOf(policyDomain)}: ${groupsInWords(groups)}`;
    return isSpreading(groups, deployment)
      ? [
          {
            message: `${message}; an update is still spreading`,
            fix: "Wait until every name server has it",
            severity: "note",
          },
        ]
      : [{ message }];
  },
});

// An update has two sides, and one of them is the id that is to come or the one that was. A monitor runs long after.
function isSpreading(
  groups: readonly Group[],
  { id, previousId, options }: Pick<Deployment, "id" | "previousId" | "options">,
): boolean {
  const isSide = (side: string | undefined) =>
    side !== undefined && groups.some(({ says }) => says === `id ${side}`);
  const isKnown = isSide(id.expected) || isSide(previousId);
  const isWhole = groups.every(({ says }) => says === "no record" || /^id /.test(says));
  return options.stage !== "monitor" && groups.length === 2 && isWhole && isKnown;
}
