// Every check, in the order of the report.
import type { Check } from "./check";
import { deployedSiteAnswer } from "./deployed-site-answer";
import { deployedSiteUnanswered } from "./deployed-site-unanswered";
import { hostAddressesDisagree } from "./host-addresses-disagree";
import { hostBodySize } from "./host-body-size";
import { hostBrokenResponse } from "./host-broken-response";
import { hostCertificateName } from "./host-certificate-name";
import { hostCertificateTrust } from "./host-certificate-trust";
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
import { idNotMoved } from "./id-not-moved";
import { idRecordFile } from "./id-record-file";
import { idStale } from "./id-stale";
import { idUnjudged } from "./id-unjudged";
import { mxMissing } from "./mx-missing";
import { mxNotCovered } from "./mx-not-covered";
import { mxNotCoveredLive } from "./mx-not-covered-live";
import { mxNull } from "./mx-null";
import { mxPatternUnused } from "./mx-pattern-unused";
import { mxPlannedNotCovered } from "./mx-planned-not-covered";
import { mxUnanswered } from "./mx-unanswered";
import { policyChecks } from "./policy-checks";
import { policyFileMissing } from "./policy-file-missing";
import { policyFileUnreadable } from "./policy-file-unreadable";
import { recordAuthorityUnheard } from "./record-authority-unheard";
import { recordId } from "./record-id";
import { recordMalformed } from "./record-malformed";
import { recordMissing } from "./record-missing";
import { recordResolverStale } from "./record-resolver-stale";
import { recordServersDisagree } from "./record-servers-disagree";
import { recordSeveral } from "./record-several";
import { recordUnanswered } from "./record-unanswered";
import { removalTooEarly } from "./removal-too-early";
import { servedDiffers } from "./served-differs";

/** All checks. */
export const checks: readonly Check[] = [
  policyFileMissing,
  policyFileUnreadable,
  removalTooEarly,
  ...policyChecks,
  mxNotCovered,
  mxPlannedNotCovered,
  mxNotCoveredLive,
  mxMissing,
  mxNull,
  mxUnanswered,
  mxPatternUnused,
  recordSeveral,
  recordMalformed,
  recordId,
  recordMissing,
  recordUnanswered,
  recordServersDisagree,
  recordResolverStale,
  recordAuthorityUnheard,
  idNotMoved,
  idRecordFile,
  idBeforeBody,
  idStale,
  idUnjudged,
  hostNotFound,
  hostInternalAddress,
  hostSplitDns,
  hostConnection,
  hostTls,
  hostTimeout,
  hostCertificateTrust,
  hostCertificateName,
  hostRedirect,
  hostStatus,
  hostMediaType,
  hostContentEncoding,
  hostBrokenResponse,
  hostBodySize,
  hostPolicy,
  hostAddressesDisagree,
  hostNotAsSenders,
  hostTrustAnchors,
  hostUnanswered,
  servedDiffers,
  deployedSiteAnswer,
  deployedSiteUnanswered,
];
