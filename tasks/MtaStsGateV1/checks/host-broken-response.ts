import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostBrokenResponse = defineCheck({
  id: "host-broken-response",
  title: "The response of the policy host breaks off",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 9110, section: "8.6" },
  why: "A body that is shorter than announced, or a connection that is reset, leaves senders without a policy.",
  fix: "See why the site does not send the whole policy.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "reset").map(({ error, phase }) => ({
      message: `the response of ${policyResource.host} breaks off in its ${phase}: ${error.code}, ${quote(error.message)}`,
    })),
});
