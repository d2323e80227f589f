// The DNS side of a domain, looked at over real sockets and judged; all that is not DNS is healthy.
import type { Fault } from "../../sandbox/internet/dns-faults";
import type { DnsServer } from "../../sandbox/internet/dns-server";
import type { Zone, Zones } from "../../sandbox/internet/dns-zones";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import type { Patience } from "../../tasks/MtaStsGateV1/evidence/dns-patience";
import { lookAtRecord, lookAtTlsRpt } from "../../tasks/MtaStsGateV1/evidence/txt-records";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import { CALM, type dnsStage, HASTY } from "./dns";
import { HEALTHY_ID, healthyEvidence, healthyOptions } from "./healthy";

export const MX_HOST = "contoso-com.mail.protection.outlook.com";

/** One authoritative name server of the domain. */
export interface NameServer {
  /** Its zone, where it differs from what all others say. */
  readonly zone?: Zone;
  readonly faults?: readonly Fault[];
}

export interface DnsCase {
  readonly domain?: string;
  readonly stage?: Stage;
  /** Owner names with their records, over those of a healthy domain. */
  readonly zone?: Zone;
  /** Names that a healthy domain has and this one has not. */
  readonly without?: readonly string[];
  readonly otherZones?: Zones;
  readonly resolverFaults?: readonly Fault[];
  /** By host name; left out: two that say the same as the resolver. */
  readonly nameServers?: Readonly<Record<string, NameServer>>;
  /** For answers that never come. */
  readonly isHasty?: boolean;
}

export interface DnsOutcome {
  readonly report: DomainReport;
  /** Severity and check of every problem. */
  readonly problems: readonly string[];
  readonly evidence: Evidence;
  readonly server: DnsServer;
}

/** The records of a domain on which nothing is wrong. */
export function healthyZone(domain: string, nameServers: readonly string[]): Zone {
  return {
    [domain]: { MX: [[0, MX_HOST]], NS: nameServers },
    [`_mta-sts.${domain}`]: { TXT: [`v=STSv1; id=${HEALTHY_ID};`] },
    [`_smtp._tls.${domain}`]: { TXT: [`v=TLSRPTv1; rua=mailto:tls-reports@${domain}`] },
  };
}

/** Starts servers on the stage, looks through them and judges. */
export async function judgeDns(
  stage: ReturnType<typeof dnsStage>,
  settings: DnsCase,
): Promise<DnsOutcome> {
  const { domain = "contoso.com", nameServers = { "ns1.dns.example": {}, "ns2.dns.example": {} } } =
    settings;
  const hosts = Object.keys(nameServers);
  const healthy = Object.entries(healthyZone(domain, hosts));
  const kept = healthy.filter(([name]) => !settings.without?.includes(name));
  const zone = { ...Object.fromEntries(kept), ...settings.zone };
  const zones: Zones = { [domain]: zone, ...settings.otherZones };
  const server = await stage.server(zones, "resolver", settings.resolverFaults);
  const lines = await Promise.all(
    Object.entries(nameServers).map(async ([host, one]) => {
      const own = { ...zones, [domain]: { ...zone, ...one.zone } };
      const { address, port } = await stage.server(own, "authoritative", one.faults);
      return { host, port: 53, address, addressPort: port };
    }),
  );
  const patience: Patience = settings.isHasty ? HASTY : CALM;
  const resolver = stage.resolver([server], {
    connectTo: lines,
    patience: { resolver: patience, discovery: patience, nameServer: patience },
  });
  const [record, tlsRpt, mx] = await Promise.all([
    lookAtRecord(domain, resolver),
    lookAtTlsRpt(domain, resolver),
    resolver.lookup("MX", domain, { nameServers: "always" }),
  ]);
  const evidence = { ...healthyEvidence(), policyDomain: domain, ...record, ...tlsRpt, mx };
  const options = healthyOptions(settings.stage ?? "postDeploy", { domains: [domain] });
  const { report } = concludeDomain(evidence, options, knowledge);
  const problems = report.problems.map(({ severity, check }) => `${severity} ${check}`);
  return { report, problems, evidence, server };
}
