import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostRedirect = defineCheck({
  id: "host-redirect",
  title: "The policy host redirects",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders must not follow a redirect, so they get no policy.",
  fix: "Serve the policy itself at /.well-known/mta-sts.txt on the policy host.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "redirect").map(({ status, location }) => {
      const target = location === "" ? "without a Location header" : `to ${quote(location)}`;
      return {
        message: `${policyResource.url} redirects ${target} (status ${status}), expected status 200`,
      };
    }),
});
