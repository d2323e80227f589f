// A small internet on loopback, from one description: name servers, a resolver and policy hosts that really answer.
// Addresses in DNS are documentation addresses; connectTo leads the task to the servers behind them. No root needed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isHostName } from "../../tasks/MtaStsGateV1/mta-sts/names";
import { type Authority, type CertificateRequest, createAuthority } from "./certificates";
import type { Fault } from "./dns-faults";
import { type DnsServer, startDnsServer } from "./dns-server";
import type { Zone, Zones } from "./dns-zones";
import { type HttpsServer, startHttpsServer } from "./https-server";
import type { Answer, Faults } from "./https-site";
import { type SmtpFaults, type SmtpServer, startSmtpServer } from "./smtp-server";

/** What a Policy Domain publishes. */
export interface WorldDomain {
  /** Preference and host. */
  readonly mx: readonly (readonly [number, string])[];
  /** Texts of the TXT records at `_mta-sts`. */
  readonly record?: readonly string[];
  /** Texts of the TXT records at `_smtp._tls`; where it is left out, one that sends reports over HTTPS. */
  readonly tlsRpt?: readonly string[];
  /** The policy host's site; without it the policy host does not exist in DNS. */
  readonly site?: {
    readonly answer: Answer;
    readonly certificate?: Partial<CertificateRequest>;
    readonly faults?: Faults;
  };
  /** Further owner names of the zone; an MX host among them gets no address beside these records. */
  readonly more?: Zone;
}

/** A healthy server where connectTo leads, unless it is changed; a port where nobody listens; or no connectTo line. */
type WorldMxHost =
  | { readonly certificate?: Partial<CertificateRequest>; readonly faults?: SmtpFaults }
  | "refuses"
  | "direct";

/** A small internet: mail domains, their name servers and what goes wrong. */
export interface WorldDescription {
  readonly domains: Readonly<Record<string, WorldDomain>>;
  /** By lower-case name: what differs from a healthy MX host, whose address is a documentation address. */
  readonly mxHosts?: Readonly<Record<string, WorldMxHost>>;
  /** Host names of the authoritative name servers of every domain; default: two. */
  readonly nameServers?: readonly string[];
  /** Faults of the resolver, and of all name servers alike. */
  readonly resolverFaults?: readonly Fault[];
  readonly nameServerFaults?: readonly Fault[];
}

/** A running world. */
export interface World {
  /** The task inputs that lead into this world. */
  readonly inputs: {
    readonly dnsServers: string;
    readonly connectTo: string;
    readonly trustAnchors: string;
  };
  readonly resolver: DnsServer;
  readonly nameServers: readonly DnsServer[];
  readonly https: HttpsServer;
  /** The MX hosts that answer, by name. */
  readonly smtp: ReadonlyMap<string, SmtpServer>;
  readonly authority: Authority;
  /** Changes the TXT records of a domain, on every server, or on the first `servers` authoritative ones only. */
  readonly publishRecord: (
    policyDomain: string,
    record: readonly string[],
    servers?: number,
  ) => void;
  /** Changes the MX records of a domain, to hosts that some domain of the description has. */
  readonly publishMx: (policyDomain: string, mx: WorldDomain["mx"]) => void;
  readonly close: () => Promise<void>;
}

const TLS_RPT = ["v=TLSRPTv1; rua=https://reports.example/v1/tls"] as const;

/** Tcpmux, which nobody runs: connections are refused. */
const UNUSED_PORT = 1;

const NAME_SERVERS = ["ns1.dns.example", "ns2.dns.example"] as const;

/**
 * Starts the world.
 * @param folder where the CA's certificate is written
 */
export async function startWorld(description: WorldDescription, folder: string): Promise<World> {
  const hosts = description.nameServers ?? NAME_SERVERS;
  const authority = await createAuthority("Sandbox Authority");
  const trustAnchors = join(folder, "sandbox-authority.pem");
  writeFileSync(trustAnchors, authority.certificatePem);
  const https = await startHttpsServer({ sites: await sitesOf(description, authority) });
  const smtp = await startMxHosts(description, authority);
  const zones = zonesOf(description, hosts);
  const { resolverFaults = [], nameServerFaults = [] } = description;
  const resolver = await startDnsServer({ zones, role: "resolver", faults: resolverFaults });
  const nameServers = await Promise.all(
    hosts.map(() => startDnsServer({ zones, role: "authoritative", faults: nameServerFaults })),
  );
  const published = new Map<string, Published>();
  const publish = (policyDomain: string, change: Published, servers = hosts.length) => {
    published.set(policyDomain, { ...published.get(policyDomain), ...change });
    const changed = zonesOf(withPublished(description, published), hosts);
    for (const server of nameServers.slice(0, servers)) server.setZones(changed);
    if (servers >= hosts.length) resolver.setZones(changed);
  };
  return {
    inputs: {
      dnsServers: `127.0.0.1:${resolver.port}`,
      connectTo: [
        ...Object.entries(description.domains)
          .filter(([, { site }]) => site !== undefined)
          .map(([domain]) => `mta-sts.${domain}:443:127.0.0.1:${https.port}`),
        ...hosts.map((host, index) => `${host}:53:127.0.0.1:${nameServers[index]?.port}`),
        ...mxHostsOf(description)
          .filter((host) => description.mxHosts?.[host] !== "direct")
          .map((host) => `${host}:25:127.0.0.1:${smtp.get(host)?.port ?? UNUSED_PORT}`),
      ].join("\n"),
      trustAnchors,
    },
    resolver,
    nameServers,
    https,
    smtp,
    authority,
    publishRecord: (policyDomain, record, servers) => publish(policyDomain, { record }, servers),
    publishMx: (policyDomain, mx) => publish(policyDomain, { mx }),
    close: async () => {
      const servers = [https, resolver, ...nameServers, ...smtp.values()];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** What a person changed in the DNS panel since the start. */
type Published = Partial<Pick<WorldDomain, "record" | "mx">>;

function withPublished(
  description: WorldDescription,
  published: ReadonlyMap<string, Published>,
): WorldDescription {
  const domains = Object.entries(description.domains).map(
    ([name, domain]) => [name, { ...domain, ...published.get(name) }] as const,
  );
  return { ...description, domains: Object.fromEntries(domains) };
}

function zonesOf(description: WorldDescription, nameServers: readonly string[]): Zones {
  const { domains } = description;
  const zones: Record<string, Zone> = {};
  Object.entries(domains).forEach(([domain, one], index) => {
    const { mx, record, tlsRpt = TLS_RPT, site, more } = one;
    zones[domain] = {
      [domain]: { MX: mx, NS: nameServers },
      ...(record === undefined || record.length === 0
        ? {}
        : { [`_mta-sts.${domain}`]: { TXT: record } }),
      ...(tlsRpt.length === 0 ? {} : { [`_smtp._tls.${domain}`]: { TXT: tlsRpt } }),
      ...(site === undefined
        ? {}
        : { [`mta-sts.${domain}`]: { A: [`192.0.2.${(index % 250) + 1}`] } }),
      ...more,
    };
  });
  addMxHosts(zones, description, nameServers);
  nameServers.forEach((host, index) => {
    zones[host] = { [host]: { A: [`198.51.100.${index + 1}`], NS: nameServers } };
  });
  return zones;
}

// In the zone of a domain of the world, else as a zone of its own: a provider's host.
function addMxHosts(
  zones: Record<string, Zone>,
  description: WorldDescription,
  nameServers: readonly string[],
): void {
  // The longest first, as name servers choose among zones within each other.
  const domains = Object.keys(description.domains).sort((a, b) => b.length - a.length);
  mxHostsOf(description).forEach((host, index) => {
    const A = [`203.0.113.${(index % 250) + 1}`];
    const domain = domains.find((one) => host === one || host.endsWith(`.${one}`));
    const zone = domain === undefined ? undefined : zones[domain];
    if (domain === undefined) zones[host] = { [host]: { A, NS: nameServers } };
    else if (host === domain) zones[domain] = { ...zone, [host]: { A, ...zone?.[host] } };
    else zones[domain] = { [host]: { A }, ...zone };
  });
}

/** The MX hosts that can be real, each once: not the null MX, nor what no DNS panel takes. */
function mxHostsOf({ domains }: WorldDescription): readonly string[] {
  const hosts = Object.values(domains).flatMap(({ mx }) =>
    mx.map(([, host]) => host.toLowerCase()),
  );
  return [...new Set(hosts)].filter(isHostName);
}

async function startMxHosts(description: WorldDescription, authority: Authority) {
  const servers = mxHostsOf(description).map(async (name) => {
    const host = description.mxHosts?.[name] ?? {};
    if (typeof host === "string") return [];
    const certificate = await authority.issue({ dnsNames: [name], ...host.certificate });
    const { faults = {} } = host;
    return [[name, await startSmtpServer({ name, certificate, faults })] as const];
  });
  return new Map((await Promise.all(servers)).flat());
}

async function sitesOf({ domains }: WorldDescription, authority: Authority) {
  const sites = Object.entries(domains).map(async ([domain, { site }]) => {
    if (site === undefined) return [];
    const host = `mta-sts.${domain}`;
    const certificate = await authority.issue({ dnsNames: [host], ...site.certificate });
    const { answer, faults = {} } = site;
    return [[host, { certificate, answer, faults }] as const];
  });
  return Object.fromEntries((await Promise.all(sites)).flat());
}
