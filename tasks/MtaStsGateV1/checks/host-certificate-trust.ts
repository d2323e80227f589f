import type { CertificateFacts } from "../evidence/types";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostCertificateTrust = defineCheck({
  id: "host-certificate-trust",
  title: "The policy host's certificate is not trusted",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders accept only a certificate in date that chains to a public root. With any other they drop the policy.",
  fix: "Install a certificate of a public authority, with its intermediate certificates, and see to its renewal.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "certificate-trust").map(({ code, certificate }) => ({
      message: `the certificate of ${policyResource.host} ${complaint(code, certificate)} (${code})`,
    })),
});

function complaint(code: string, { notAfter, notBefore, issuer }: CertificateFacts): string {
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return `expired at ${notAfter}`;
    case "CERT_NOT_YET_VALID":
      return `is not valid before ${notBefore}`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return "is signed by itself or by a root that senders do not know";
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `comes without the certificate of its issuer ${quote(issuer)}, or that issuer is not a public one`;
    default:
      return `issued by ${quote(issuer)} is not trusted`;
  }
}
