// The TXT records around a Policy Domain: MTA-STS, TLSRPT, and what explains why one of them is not found.
import {
  misplacedNamesOf,
  recordNameOf,
  tlsRptNameOf,
  wildcardProbeNameOf,
} from "../mta-sts/names";
import { readRecords } from "../mta-sts/record";
import { mailDomainOf, readTlsRpt } from "../mta-sts/tls-rpt";
import type { Resolver } from "./dns";
import { authoritativeAnswer, effectiveAnswer } from "./effective-answer";
import type { Evidence, MailDomain } from "./types";

const FALLBACK = { nameServers: "fallback" } as const;

/** Looks at the record (RFC 8461 section 3.1), at a wildcard beside it, and where it may have been put instead. */
export async function lookAtRecord(
  policyDomain: string,
  resolver: Resolver,
): Promise<Pick<Evidence, "record" | "wildcard" | "misplaced">> {
  const txt = (name: string) => resolver.lookup("TXT", name, FALLBACK);
  const [record, wildcard] = await Promise.all([
    resolver.lookup("TXT", recordNameOf(policyDomain), { nameServers: "always" }),
    txt(wildcardProbeNameOf(policyDomain)),
  ]);
  const elsewhere = lacksRecord(record) ? misplacedNamesOf(policyDomain) : [];
  return { record, wildcard, misplaced: await Promise.all(elsewhere.map(txt)) };
}

function lacksRecord(record: Evidence["record"]): boolean {
  const answer = authoritativeAnswer(record);
  if (answer.status !== "found") return answer.status === "absent";
  return readRecords(answer.value.records).kind !== "valid";
}

/** Looks at the TLSRPT record (RFC 8460 section 3) and at the mail domains that it sends reports to. */
export async function lookAtTlsRpt(
  policyDomain: string,
  resolver: Resolver,
): Promise<Pick<Evidence, "tlsRpt" | "reportDomains">> {
  const tlsRpt = await resolver.lookup("TXT", tlsRptNameOf(policyDomain), FALLBACK);
  const answer = effectiveAnswer(tlsRpt);
  const reading = answer.status === "found" ? readTlsRpt(answer.value.records) : undefined;
  const uris = reading?.kind === "valid" ? reading.rua : [];
  const domains = new Set(uris.flatMap((uri) => mailDomainOf(uri) ?? []));
  const reportDomains = await Promise.all(
    [...domains].slice(0, MAX_REPORT_DOMAINS).map((domain) => lookAtMailDomain(domain, resolver)),
  );
  return { tlsRpt, reportDomains };
}

/** Foreign text decides how many there are. */
const MAX_REPORT_DOMAINS = 5;

async function lookAtMailDomain(domain: string, resolver: Resolver): Promise<MailDomain> {
  const mx = await resolver.lookup("MX", domain, FALLBACK);
  if (effectiveAnswer(mx).status !== "absent") return { domain, mx };
  const [a, aaaa] = await Promise.all([
    resolver.lookup("A", domain, FALLBACK),
    resolver.lookup("AAAA", domain, FALLBACK),
  ]);
  return { domain, mx, a, aaaa };
}
