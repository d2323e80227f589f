import { quote } from "../quote";
import { isOpenToAll } from "../swa/answer";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { inConfig, isServedByGateway } from "./site-words";

export const siteIpRanges = defineCheck({
  id: "site-ip-ranges",
  title: "Only some networks may read the policy",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders are anywhere. Those outside the ranges are denied and have no policy, and the authority that renews the site's certificate may be among them.",
  fix: "Remove allowedIpRanges, or give the policy a site of its own. Where a gateway serves the policy host, add the check's id to ignoreChecks.",
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp }, deployment) => {
    const { config } = staticWebApp;
    const ranges = config?.reading.config.allowedIpRanges;
    if (ranges === undefined || isOpenToAll(ranges.value)) return [];
    if (isServedByGateway(staticWebApp, deployment)) return [];
    const listed = enumeration(ranges.value.map((range) => quote(range)));
    return [
      inConfig(config, ranges, {
        message: `allowedIpRanges lets in ${listed} alone, expected every address`,
      }),
    ];
  },
});
