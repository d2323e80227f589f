import { defineCheck } from "./check";

export const hostAddressesDisagree = defineCheck({
  id: "host-addresses-disagree",
  title: "An address of the policy host answers otherwise than the others",
  severity: "warning",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Which address a sender tries is chance: some senders get another answer.",
  fix: "Let every address of the policy host serve the same, or remove the address record.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    policyResource.dissenting
      .filter(({ isDead }) => !isDead)
      .map(({ address, says }) => ({
        message: `address ${address} of ${policyResource.host} gives ${says}, unlike the first address that answers`,
      })),
});
