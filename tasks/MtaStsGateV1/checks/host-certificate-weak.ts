import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostCertificateWeak = defineCheck({
  id: "host-certificate-weak",
  title: "The policy host's certificate has a weak key or signature",
  severity: "error",
  area: "hostUnreachable",
  citation: { practice: "the second security level of OpenSSL, the default of most systems" },
  why: "No public authority issues such a certificate any more, and senders on a current system refuse it: they get no policy.",
  fix: "Install a certificate with an ECDSA key, or an RSA key of 2048 bits or more, signed with SHA-256.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "certificate-weak").map(({ weakness }) => ({
      message: `the certificate of ${policyResource.host} ${weakness}`,
    })),
});
