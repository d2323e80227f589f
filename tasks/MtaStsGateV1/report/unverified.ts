// Why a check could not be made: the look-up that had no usable answer. Pure.
import type { Need } from "../checks/check";
import type { Conclusion } from "../conclude";
import type { Deployment } from "../deployment";
import { type Told, toldOf } from "../verdict";

const WORDS: { readonly [N in Need]: string } = {
  policyFile: "the policy file",
  site: "the folder that is deployed",
  staticWebApp: "the folder that is deployed",
  functions: "the Functions apps",
  pipelines: "the pipelines",
  record: "the TXT record",
  mx: "the MX records",
  mxHosts: "the addresses of the MX hosts",
  smtp: "port 25 of the MX hosts",
  policyResource: "the policy host",
  tlsRpt: "the TLSRPT record",
  deployedSite: "the site at deployedUrl",
};

/** The reason of an unverified verdict, in words: `the TXT record could not be had (SERVFAIL)`. */
export function reasonOf({ check }: Told, deployment: Deployment): string {
  const needs: readonly Need[] = [...check.needs, ...(check.answered ?? [])];
  const reasons = needs.flatMap((need) => {
    const seen = deployment[need];
    return seen.status === "failed" ? [`${WORDS[need]} could not be had (${seen.error.code})`] : [];
  });
  /* c8 ignore next -- a verdict is unverified where one of them failed */
  return reasons[0] ?? "an answer could not be had";
}

/** Unverified checks of a domain by reason, in report order. */
export function unverifiedOf({
  verdicts,
  deployment,
}: Conclusion): readonly { readonly reason: string; readonly checks: readonly string[] }[] {
  const open = toldOf(verdicts).filter((verdict) => verdict.outcome === "unverified");
  const reasons = open.map((verdict) => ({
    id: verdict.check.id,
    reason: reasonOf(verdict, deployment),
  }));
  return [...new Set(reasons.map(({ reason }) => reason))].map((reason) => ({
    reason,
    checks: reasons.filter((one) => one.reason === reason).map(({ id }) => id),
  }));
}
