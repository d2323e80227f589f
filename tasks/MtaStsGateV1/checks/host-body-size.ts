import { MAX_POLICY_OCTETS } from "../mta-sts/limits";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostBodySize = defineCheck({
  id: "host-body-size",
  title: "The served policy is too large",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders stop reading at 64 KiB or sooner and have no policy then.",
  fix: "Serve the policy only, at most 65536 octets.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "body-too-large").map(() => ({
      message: `the body of ${policyResource.url} is longer than ${MAX_POLICY_OCTETS} octets`,
    })),
});
