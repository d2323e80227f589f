import { trustComplaint } from "./certificate-words";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

const WHOLE_CHAIN =
  "Let the server present the whole chain, with the intermediate certificates (fullchain.pem), from a public authority.";

export const hostCertificateTrust = defineCheck({
  id: "host-certificate-trust",
  title: "The policy host's certificate is not trusted",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders accept only a certificate in date that chains to a public root. With any other they drop the policy.",
  fix: "Install a certificate of a public authority, with its intermediate certificates, and see to its renewal.",
  needs: ["policyResource"],
  judge: ({ policyResource }, { gatheredAt }) =>
    faultsOf(policyResource, "certificate-trust").map(({ code, certificate }) => ({
      message: `the certificate of ${policyResource.host} ${trustComplaint(code, certificate, gatheredAt)}`,
      ...(code === "UNABLE_TO_VERIFY_LEAF_SIGNATURE" ? { fix: WHOLE_CHAIN } : {}),
    })),
});
