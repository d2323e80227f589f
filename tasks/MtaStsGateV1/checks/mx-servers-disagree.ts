import { defineCheck } from "./check";
import { type Group, groupsInWords, groupsOf } from "./servers-in-words";

export const mxServersDisagree = defineCheck({
  id: "mx-servers-disagree",
  title: "Authoritative name servers disagree about the MX records",
  severity: "warning",
  area: "dns",
  citation: { rfc: 8461, section: "4.1" },
  why: "Which MX hosts a sender tries, and holds against the policy, is left to chance. The gate judges all of them.",
  fix: "Bring the name servers into step: see to the zone transfer, or publish the records at every provider.",
  needs: [],
  judge: (_seen, { mxServers, policyDomain, options }) => {
    const groups = groupsOf(mxServers);
    if (groups.length < 2) return [];
    const message = `the name servers disagree about the MX records of ${policyDomain}: ${groupsInWords(groups)}`;
    return isPlanned(groups, options.plannedMx)
      ? [
          {
            message: `${message}; a planned change is still spreading`,
            fix: "Wait until every name server has it",
            severity: "note",
          },
        ]
      : [{ message }];
  },
});

/** True where the answers differ in hosts of `plannedMx` only. */
function isPlanned(groups: readonly Group[], plannedMx: readonly string[]): boolean {
  const sets = groups.map(({ says }) => (says === "no record" ? [] : says.split(", ")));
  const differing = sets.flat().filter((record) => !sets.every((set) => set.includes(record)));
  return differing.every((record) => plannedMx.includes(record.replace(/^\d+ /, "")));
}
