import { quote } from "../quote";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { inConfig, isServedByGateway } from "./site-words";

export const siteRequiredHeaders = defineCheck({
  id: "site-required-headers",
  title: "Only requests with certain headers may read the policy",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders do not send such headers. Unless a gateway that adds them stands at the policy host, they are denied and have no policy.",
  fix: "Remove requiredHeaders, or give the policy a site of its own. Where a gateway serves the policy host, add the check's id to ignoreChecks.",
  needs: ["policyFile", "staticWebApp"],
  judge: ({ staticWebApp }, deployment) => {
    const { config } = staticWebApp;
    const names = config?.reading.config.requiredHeaders;
    if (names === undefined || names.value.length === 0) return [];
    if (isServedByGateway(staticWebApp, deployment)) return [];
    const listed = enumeration(names.value.map((name) => quote(name)));
    return [
      inConfig(config, names, {
        message: `requiredHeaders denies requests without ${listed}, which senders do not send`,
      }),
    ];
  },
});
