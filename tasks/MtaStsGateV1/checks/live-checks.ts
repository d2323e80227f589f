// The checks of what is live: MX records and hosts, the TXT record and its id, the policy host, TLSRPT.

import { agentClock } from "./agent-clock";
import type { Check } from "./check";
import { deployedSiteAnswer } from "./deployed-site-answer";
import { deployedSiteUnanswered } from "./deployed-site-unanswered";
import { gitShallow } from "./git-shallow";
import { gitUnanswered } from "./git-unanswered";
import { hostAddressDead } from "./host-address-dead";
import { hostAddressesDisagree } from "./host-addresses-disagree";
import { hostBodySize } from "./host-body-size";
import { hostBrokenResponse } from "./host-broken-response";
import { hostCertificateExpiring } from "./host-certificate-expiring";
import { hostCertificateName } from "./host-certificate-name";
import { hostCertificateTrust } from "./host-certificate-trust";
import { hostCertificateWeak } from "./host-certificate-weak";
import { hostConnection } from "./host-connection";
import { hostContentEncoding } from "./host-content-encoding";
import { hostInternalAddress } from "./host-internal-address";
import { hostMediaType } from "./host-media-type";
import { hostNotAsSenders } from "./host-not-as-senders";
import { hostNotFound } from "./host-not-found";
import { hostPolicy } from "./host-policy";
import { hostRedirect } from "./host-redirect";
import { hostSplitDns } from "./host-split-dns";
import { hostStatus } from "./host-status";
import { hostTimeout } from "./host-timeout";
import { hostTls } from "./host-tls";
import { hostTrustAnchors } from "./host-trust-anchors";
import { hostUnanswered } from "./host-unanswered";
import { idBeforeBody } from "./id-before-body";
import { idExpression } from "./id-expression";
import { idNeedless } from "./id-needless";
import { idNotMoved } from "./id-not-moved";
import { idOlderThanPolicy } from "./id-older-than-policy";
import { idStale } from "./id-stale";
import { idUnjudged } from "./id-unjudged";
import { mxHostAddress } from "./mx-host-address";
import { mxHostAlias } from "./mx-host-alias";
import { mxHostInternalAddress } from "./mx-host-internal-address";
import { mxHostUnanswered } from "./mx-host-unanswered";
import { mxMissing } from "./mx-missing";
import { mxNotCovered } from "./mx-not-covered";
import { mxNotCoveredLive } from "./mx-not-covered-live";
import { mxNull } from "./mx-null";
import { mxPatternUnused } from "./mx-pattern-unused";
import { mxPlannedNotCovered } from "./mx-planned-not-covered";
import { mxResolverStale } from "./mx-resolver-stale";
import { mxServerSilent } from "./mx-server-silent";
import { mxServersDisagree } from "./mx-servers-disagree";
import { mxUnanswered } from "./mx-unanswered";
import { recordAlias } from "./record-alias";
import { recordAliasLoop } from "./record-alias-loop";
import { recordAuthorityUnheard } from "./record-authority-unheard";
import { recordId } from "./record-id";
import { recordMalformed } from "./record-malformed";
import { recordMissing } from "./record-missing";
import { recordResolverStale } from "./record-resolver-stale";
import { recordServerSilent } from "./record-server-silent";
import { recordServersDisagree } from "./record-servers-disagree";
import { recordSeveral } from "./record-several";
import { recordTtlLong } from "./record-ttl-long";
import { recordUnanswered } from "./record-unanswered";
import { recordUnrelated } from "./record-unrelated";
import { recordWildcard } from "./record-wildcard";
import { recordWrongName } from "./record-wrong-name";
import { recordWspDelimiter } from "./record-wsp-delimiter";
import { rolloutMaxAgeLowered } from "./rollout-max-age-lowered";
import { rolloutMaxAgeRaised } from "./rollout-max-age-raised";
import { rolloutMxDropped } from "./rollout-mx-dropped";
import { rolloutMxNewOnly } from "./rollout-mx-new-only";
import { rolloutStraightToEnforce } from "./rollout-straight-to-enforce";
import { servedDiffers } from "./served-differs";
import { smtpBlocked } from "./smtp-blocked";
import { smtpCertificateName } from "./smtp-certificate-name";
import { smtpCertificateTrust } from "./smtp-certificate-trust";
import { smtpConnection } from "./smtp-connection";
import { smtpEnforceUnproven } from "./smtp-enforce-unproven";
import { smtpGreeting } from "./smtp-greeting";
import { smtpNoStarttls } from "./smtp-no-starttls";
import { smtpStarttlsRefused } from "./smtp-starttls-refused";
import { smtpTls } from "./smtp-tls";
import { tlsrptMalformed } from "./tlsrpt-malformed";
import { tlsrptMissing } from "./tlsrpt-missing";
import { tlsrptReportDomain } from "./tlsrpt-report-domain";
import { tlsrptRuaScheme } from "./tlsrpt-rua-scheme";
import { tlsrptSeveral } from "./tlsrpt-several";
import { tlsrptUnanswered } from "./tlsrpt-unanswered";

/** In the order of the report. */
export const liveChecks: readonly Check[] = [
  mxNotCovered,
  mxPlannedNotCovered,
  mxNotCoveredLive,
  mxMissing,
  mxNull,
  mxUnanswered,
  mxServersDisagree,
  mxServerSilent,
  mxResolverStale,
  mxPatternUnused,
  mxHostAddress,
  mxHostInternalAddress,
  mxHostAlias,
  mxHostUnanswered,
  smtpBlocked,
  smtpConnection,
  smtpGreeting,
  smtpNoStarttls,
  smtpStarttlsRefused,
  smtpTls,
  smtpCertificateTrust,
  smtpCertificateName,
  smtpEnforceUnproven,
  rolloutStraightToEnforce,
  rolloutMxNewOnly,
  rolloutMxDropped,
  rolloutMaxAgeLowered,
  rolloutMaxAgeRaised,
  recordSeveral,
  recordMalformed,
  recordId,
  recordMissing,
  recordWrongName,
  recordAliasLoop,
  recordUnanswered,
  recordServersDisagree,
  recordServerSilent,
  recordResolverStale,
  recordAuthorityUnheard,
  recordWildcard,
  recordUnrelated,
  recordWspDelimiter,
  recordAlias,
  recordTtlLong,
  idNotMoved,
  idExpression,
  idBeforeBody,
  idStale,
  idOlderThanPolicy,
  idNeedless,
  idUnjudged,
  gitShallow,
  gitUnanswered,
  hostNotFound,
  hostInternalAddress,
  hostSplitDns,
  hostConnection,
  hostTls,
  hostTimeout,
  hostCertificateTrust,
  hostCertificateName,
  hostCertificateWeak,
  hostCertificateExpiring,
  hostRedirect,
  hostStatus,
  hostMediaType,
  hostContentEncoding,
  hostBrokenResponse,
  hostBodySize,
  hostPolicy,
  hostAddressDead,
  hostAddressesDisagree,
  hostNotAsSenders,
  hostTrustAnchors,
  hostUnanswered,
  servedDiffers,
  deployedSiteAnswer,
  deployedSiteUnanswered,
  tlsrptMissing,
  tlsrptSeveral,
  tlsrptMalformed,
  tlsrptRuaScheme,
  tlsrptReportDomain,
  tlsrptUnanswered,
  agentClock,
];
