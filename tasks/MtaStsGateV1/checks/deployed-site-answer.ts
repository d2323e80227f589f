import type { Check } from "./check";
import { defineCheck } from "./check";
import { hostBodySize } from "./host-body-size";
import { hostBrokenResponse } from "./host-broken-response";
import { hostCertificateTrust } from "./host-certificate-trust";
import { hostCertificateWeak } from "./host-certificate-weak";
import { hostConnection } from "./host-connection";
import { hostContentEncoding } from "./host-content-encoding";
import { hostInternalAddress } from "./host-internal-address";
import { hostMediaType } from "./host-media-type";
import { hostPolicy } from "./host-policy";
import { hostRedirect } from "./host-redirect";
import { hostStatus } from "./host-status";
import { hostTimeout } from "./host-timeout";
import { hostTls } from "./host-tls";

/** What is judged of the site's own address: everything but the certificate's name. */
const SITE_CHECKS: readonly Check<"policyResource">[] = [
  hostInternalAddress,
  hostConnection,
  hostTls,
  hostTimeout,
  hostBrokenResponse,
  hostCertificateTrust,
  hostCertificateWeak,
  hostRedirect,
  hostStatus,
  hostMediaType,
  hostContentEncoding,
  hostBodySize,
  hostPolicy,
];

export const deployedSiteAnswer = defineCheck({
  id: "deployed-site-answer",
  title: "The site's own address does not serve the policy",
  severity: "error",
  area: "deployedSite",
  citation: { rfc: 8461, section: "3.3" },
  why: "What the site serves under its own address is what senders get once the policy host's name is bound to it.",
  fix: "See that the deployment put the policy to /.well-known/mta-sts.txt, as text/plain and open to everybody.",
  needs: ["deployedSite"],
  judge: ({ deployedSite }, deployment, knowledge) =>
    SITE_CHECKS.flatMap((check) =>
      check.judge({ policyResource: deployedSite }, deployment, knowledge),
    ).map(({ message }) => ({ message: `deployedUrl: ${message}` })),
});
