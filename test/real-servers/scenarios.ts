// What both the sandbox and real servers are made to show, with the verdict that must be the same on both.
import type { CertificateRequest } from "../../sandbox/internet/certificates";
import { hashId, policyText, recordText } from "../support/world";

/** A domain that is healthy but for what is said here. */
export interface Scenario {
  readonly domain: string;
  readonly policy: string;
  readonly record: string;
  /** The record on the first name server alone. */
  readonly firstServerRecord?: string;
  /** Certificate of the policy host. */
  readonly certificate?: Partial<CertificateRequest>;
  /** The policy host has no policy file. */
  readonly isMissing?: boolean;
  readonly mxHost?: {
    readonly offersNoStartTls?: boolean;
    readonly certificate?: Partial<CertificateRequest>;
  };
  /** Severity and check of every problem in stage monitor. */
  readonly problems: readonly string[];
}

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

function scenario(
  domain: string,
  problems: readonly string[],
  changes: Partial<Scenario> = {},
): Scenario {
  const policy = policyText(domain);
  return { domain, policy, record: recordText(hashId(policy)), problems, ...changes };
}

export const SCENARIOS: readonly Scenario[] = [
  scenario("healthy.example", []),
  scenario("split.example", ["error id-stale", "warning record-servers-disagree"], {
    firstServerRecord: recordText("20260101000000Z"),
  }),
  scenario("missing.example", ["error host-status"], { isMissing: true }),
  scenario("expired.example", ["error host-certificate-trust"], {
    certificate: { notBefore: inDays(-90), notAfter: inDays(-1) },
  }),
  scenario("plain-mx.example", ["error smtp-no-starttls"], {
    mxHost: { offersNoStartTls: true },
  }),
  scenario("other-mx.example", ["error smtp-certificate-name"], {
    mxHost: { certificate: { dnsNames: ["mail.other-mx.example"] } },
  }),
];
