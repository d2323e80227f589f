import type { Deployment, ServedPolicy } from "../deployment";
import type { Check, Finding } from "./check";
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
import { overdueDifference } from "./served-differs";

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
    [
      ...SITE_CHECKS.flatMap((check) =>
        check.judge({ policyResource: deployedSite }, deployment, knowledge),
      ).map(({ message }) => ({ message })),
      ...otherPolicy(deployedSite, deployment),
    ].map((finding) => ({ ...finding, message: `deployedUrl: ${finding.message}` })),
});

/** The site serves a policy, but another than was deployed. Before the deployment that is as it should be. */
function otherPolicy(
  { text }: ServedPolicy,
  { options, policyFile }: Deployment,
): readonly Finding[] {
  const { stage, domains } = options;
  // One site cannot serve the policies of several domains, each with a file of its own.
  const isForOthers = domains.length > 1 && options.policyFile?.includes("{domain}") === true;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isOver = stage === "postDeploy" || stage === "monitor";
  if (!isOver || isForOthers || committed === undefined || text?.policy === undefined) return [];
  const difference = overdueDifference(committed, text.policy);
  if (difference === undefined) return [];
  return [
    {
      message: difference,
      fix: "Deploy the committed policy to the site that deployedUrl names, or correct deployedUrl.",
      // A monitor looks at what is live; the file is only beside it.
      ...(stage === "monitor" ? { severity: "note" as const } : {}),
    },
  ];
}
