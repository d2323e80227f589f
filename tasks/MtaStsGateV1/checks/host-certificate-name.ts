import { nameComplaint } from "./certificate-words";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostCertificateName = defineCheck({
  id: "host-certificate-name",
  title: "The policy host's certificate is for another name",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders compare the policy host with the DNS names of the certificate (never its common name) and drop the policy if none matches.",
  fix: "Bind the policy host's name to the site as a custom domain and wait for its certificate.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "certificate-name").map(({ dnsNames }) => ({
      message: `the certificate of ${policyResource.host} ${nameComplaint(dnsNames, policyResource.host)}`,
    })),
});
