// The TLSRPT record and whether the mail domains in it can receive reports. Pure.
import type { ReportDomain, TlsRpt } from "../deployment";
import { effectiveAnswer, hostAddresses } from "../evidence/effective-answer";
import type { Evidence, MailDomain, Observation } from "../evidence/types";
import { readTlsRpt } from "../mta-sts/tls-rpt";

/** Reads the answer to the TLSRPT question (RFC 8460 section 3); absent where there is no TXT record at all. */
export function readTlsRptAnswer({
  tlsRpt: lookup,
  reportDomains,
}: Pick<Evidence, "tlsRpt" | "reportDomains">): Observation<TlsRpt> {
  const answer = effectiveAnswer(lookup);
  if (answer.status !== "found") return answer;
  return {
    status: "found",
    value: {
      name: lookup.name,
      reading: readTlsRpt(answer.value.records),
      seconds: answer.value.seconds,
      reportDomains: reportDomains.map(receiving),
    },
  };
}

// RFC 5321 section 5.1: without an MX record mail goes to the domain's own address. RFC 7505: "." accepts none.
function receiving({ domain, mx, a, aaaa }: MailDomain): ReportDomain {
  const answer = effectiveAnswer(mx);
  if (answer.status === "found") {
    const isNull = answer.value.records.every(({ exchange }) => exchange === "");
    return isNull ? { domain, receives: false, code: "NULL_MX" } : { domain, receives: true };
  }
  if (answer.status !== "absent" || a === undefined || aaaa === undefined) {
    return { domain, receives: "unknown", ...codeOf(answer) };
  }
  const addresses = hostAddresses({ a, aaaa });
  if (addresses.status === "found") return { domain, receives: true };
  const receives = addresses.status === "absent" ? false : "unknown";
  return { domain, receives, ...codeOf(addresses) };
}

function codeOf(observation: Observation<unknown>): { readonly code?: string } {
  if (observation.status === "absent") return { code: observation.code };
  return observation.status === "failed" ? { code: observation.error.code } : {};
}
