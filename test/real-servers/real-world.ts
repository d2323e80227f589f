// The scenarios on real servers: the same domains as in a sandbox world, on the real ports of loopback addresses.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAuthority } from "../../sandbox/internet/certificates";
import type { Zones } from "../../sandbox/internet/dns-zones";
import { startNginx } from "./nginx";
import { startNsd } from "./nsd";
import { type PostfixHost, startPostfix } from "./postfix";
import type { Running } from "./program";
import type { Scenario } from "./scenarios";

const NAME_SERVERS = [
  { host: "ns1.dns.example", address: "127.0.0.2" },
  { host: "ns2.dns.example", address: "127.0.0.3" },
] as const;

const WEB_SERVER = "127.0.0.2";

/** MX hosts are told apart by their address: the last octet of the first. */
const FIRST_MAIL_SERVER = 4;

/** Real servers that run. */
export interface RealWorld {
  /** The task inputs that lead to them. */
  readonly inputs: Readonly<Record<"dnsServers" | "connectTo" | "trustAnchors", string>>;
  readonly close: () => Promise<void>;
}

/** Starts two name servers, a web server and a mail server. */
export async function startRealWorld(
  scenarios: readonly Scenario[],
  folder: string,
): Promise<RealWorld> {
  const authority = await createAuthority("Real Servers Authority");
  const trustAnchors = join(folder, "authority.pem");
  writeFileSync(trustAnchors, authority.certificatePem);
  const mailHosts = await Promise.all(
    scenarios.map(async ({ domain, mxHost = {} }, index): Promise<PostfixHost> => {
      const name = `mx.${domain}`;
      const address = `127.0.0.${FIRST_MAIL_SERVER + index}`;
      if (mxHost.offersNoStartTls) return { name, address };
      return {
        name,
        address,
        certificate: await authority.issue({ dnsNames: [name], ...mxHost.certificate }),
      };
    }),
  );
  const sites = await Promise.all(
    scenarios.map(async ({ domain, policy, isMissing, certificate }) => {
      const host = `mta-sts.${domain}`;
      const issued = await authority.issue({ dnsNames: [host], ...certificate });
      const site = { certificate: issued, ...(isMissing ? {} : { policy }) };
      return [host, site] as const;
    }),
  );
  const started: Running[] = [];
  const close = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    for (const [index, { host, address }] of NAME_SERVERS.entries()) {
      started.push(await startNsd(join(folder, host), address, zonesOf(scenarios, index)));
    }
    started.push(await startNginx(join(folder, "nginx"), WEB_SERVER, Object.fromEntries(sites)));
    started.push(await startPostfix(join(folder, "postfix"), mailHosts));
  } catch (error) {
    await close();
    throw error;
  }
  const lines = [
    ...sites.map(([host]) => `${host}:443:${WEB_SERVER}:443`),
    ...NAME_SERVERS.map(({ host, address }) => `${host}:53:${address}:53`),
    ...mailHosts.map(({ name, address }) => `${name}:25:${address}:25`),
  ];
  return {
    inputs: { dnsServers: NAME_SERVERS[1].address, connectTo: lines.join("\n"), trustAnchors },
    close,
  };
}

/** What a name server says; the first one has what a scenario says of it alone. */
function zonesOf(scenarios: readonly Scenario[], server: number): Zones {
  const NS = NAME_SERVERS.map(({ host }) => host);
  const domains = scenarios.map(({ domain, record, firstServerRecord = record }) => [
    domain,
    {
      [domain]: { NS, MX: [[10, `mx.${domain}`] as const] },
      [`_mta-sts.${domain}`]: { TXT: [server === 0 ? firstServerRecord : record] },
      [`_smtp._tls.${domain}`]: { TXT: ["v=TLSRPTv1; rua=https://reports.example/v1/tls"] },
      [`mta-sts.${domain}`]: { A: ["192.0.2.1"] },
      [`mx.${domain}`]: { A: ["203.0.113.1"] },
    },
  ]);
  const own = NAME_SERVERS.map(({ host }, index) => [
    host,
    { [host]: { NS, A: [`198.51.100.${index + 1}`] } },
  ]);
  return Object.fromEntries([...domains, ...own]);
}
