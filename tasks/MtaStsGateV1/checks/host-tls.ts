import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostTls = defineCheck({
  id: "host-tls",
  title: "No TLS 1.2 or newer with the policy host",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "7.2" },
  why: "Senders fetch the policy over TLS 1.2 or newer only. Without it they get no policy.",
  fix: "Let the site offer TLS 1.2 and 1.3 for the policy host's name, with a certificate for it.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "tls").map(({ error }) => ({
      message: `TLS with ${policyResource.host} fails: ${error.code}, ${quote(error.message)}`,
    })),
});
