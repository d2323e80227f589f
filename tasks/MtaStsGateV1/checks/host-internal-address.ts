import { defineCheck } from "./check";

export const hostInternalAddress = defineCheck({
  id: "host-internal-address",
  title: "The policy host has an internal address",
  severity: "error",
  area: "hostUnreachable",
  citation: { practice: "the special-purpose address registries of RFC 6890" },
  why: "Senders on the internet cannot reach a private, loopback or link-local address, so they get no policy.",
  fix: "Publish a public address for the policy host. The gate does not connect to internal ones unless connectTo says so.",
  needs: ["policyResource"],
  judge: ({ policyResource }) => {
    const addresses = policyResource.fetch.refusedAddresses;
    return addresses.length === 0
      ? []
      : [
          {
            message: `${policyResource.host} has the internal address ${addresses.join(" and ")}, expected public ones only`,
          },
        ];
  },
});
