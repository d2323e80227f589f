import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostContentEncoding = defineCheck({
  id: "host-content-encoding",
  title: "The policy is served encoded although nobody asked",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 9110, section: "12.5.3" },
  why: "The gate asked for the identity encoding, as plain senders do. A sender that does not decode reads no policy.",
  fix: "Serve the file unencoded when the request does not accept an encoding.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "content-encoding").map(({ encoding }) => ({
      message: `${policyResource.url} is served with content encoding ${quote(encoding)}, expected none`,
    })),
});
