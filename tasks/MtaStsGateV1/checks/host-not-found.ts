import { policyHostOf } from "../mta-sts/names";
import { defineCheck } from "./check";

export const hostNotFound = defineCheck({
  id: "host-not-found",
  title: "The policy host has no address",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders cannot fetch the policy. Those that hold none send as if there were none, the others go on with an old one until it ends.",
  fix: "Publish a CNAME or address records for the policy host, for example the CNAME that the custom domain of the Static Web App asks for.",
  needs: [],
  answered: ["policyResource"],
  judge: (_seen, { policyResource, policyDomain }) => {
    if (policyResource.status !== "absent") return [];
    const host = policyHostOf(policyDomain);
    const reason =
      policyResource.code === "NXDOMAIN"
        ? "does not exist in DNS"
        : "has neither A nor AAAA record";
    return [{ message: `policy host ${host} ${reason} (${policyResource.code})` }];
  },
});
