// An MX host on loopback and a probe of it: what every test of the SMTP probe needs.
import { type Authority, createAuthority } from "../../sandbox/internet/certificates";
import {
  type SmtpFaults,
  type SmtpServer,
  startSmtpServer,
} from "../../sandbox/internet/smtp-server";
import type { Resolver } from "../../tasks/MtaStsGateV1/evidence/dns";
import { createSmtpProber } from "../../tasks/MtaStsGateV1/evidence/smtp";
import type {
  Answer,
  Observation,
  SmtpExchange,
  SmtpSession,
} from "../../tasks/MtaStsGateV1/evidence/types";

type SmtpSettings = Parameters<typeof createSmtpProber>[0];
type SmtpHost = Parameters<typeof startSmtpServer>[0];

export const MX_HOST = "mx.example.com";

/** Differences from a plain probe of MX_HOST with the test root as trust anchor. */
export interface ProbeChanges extends Partial<SmtpSettings> {
  readonly host?: string;
}

export interface TestMxHost {
  readonly authority: Authority;
  readonly server: SmtpServer;
  /** Gives MX_HOST another certificate or faults; what is left out is healthy again. */
  readonly become: (host: Partial<SmtpHost>) => void;
  /** Probes it through a `connectTo` line. */
  readonly probe: (changes?: ProbeChanges) => Promise<Observation<SmtpSession>>;
  /** As `probe`, of a host with these faults, and gives the one exchange there was. */
  readonly exchange: (faults?: SmtpFaults, changes?: ProbeChanges) => Promise<SmtpExchange>;
}

export async function startMxHost(): Promise<TestMxHost> {
  const authority = await createAuthority("Test Root");
  const certificate = await authority.issue({ dnsNames: [MX_HOST] });
  const healthy: SmtpHost = { name: MX_HOST, certificate, faults: {} };
  const server = await startSmtpServer(healthy);
  const become = (host: Partial<SmtpHost>) => server.become({ ...healthy, ...host });
  const probe = async ({ host = MX_HOST, ...settings }: ProbeChanges = {}) => {
    const prober = createSmtpProber({
      resolver: addressBook({}),
      connectTo: [smtpLine(server.port, host)],
      known: new Map(),
      trustAnchorsPem: authority.certificatePem,
      hostSeconds: 10,
      ...settings,
    });
    try {
      return await prober.probe(host);
    } finally {
      prober.close();
    }
  };
  const exchange = async (faults: SmtpFaults = {}, changes?: ProbeChanges) => {
    become({ faults });
    return onlyExchange(await probe(changes));
  };
  return { authority, server, become, probe, exchange };
}

/** A resolver that knows the addresses of these names, or how asking for them ends; any other name does not exist. */
export function addressBook(
  names: Readonly<Record<string, readonly string[] | "SERVFAIL" | "silence">>,
): Resolver {
  const said = (name: string): Observation<Answer<string>> => {
    const entry = names[name];
    if (entry === "SERVFAIL") {
      return { status: "failed", error: { code: entry, message: "no answer" } };
    }
    if (entry === undefined || entry === "silence") {
      return { status: "absent", code: "NXDOMAIN", detail: `the name ${name} does not exist` };
    }
    const value = { records: entry, ttl: 300, chain: [], authoritative: false };
    return { status: "found", value: { ...value, server: "192.0.2.53:53", seconds: 0 } };
  };
  const lookup = async (type: string, name: string) => {
    if (names[name] === "silence") await new Promise(() => undefined);
    const resolver = type === "A" ? said(name) : said("no IPv6");
    return { name, type, resolver, nameServers: { status: "skipped", reason: "not asked" } };
  };
  const answer = async (type: string, name: string) => (await lookup(type, name)).resolver;
  return {
    lookup: lookup as Resolver["lookup"],
    answer: answer as Resolver["answer"],
    close: () => undefined,
  };
}

/** A `connectTo` line that leads an MX host to a loopback port. */
export function smtpLine(port: number, host = MX_HOST): SmtpSettings["connectTo"][number] {
  return { host, port: 25, address: "127.0.0.1", addressPort: port };
}

export function onlyExchange(outcome: Observation<SmtpSession>): SmtpExchange {
  const exchanges = outcome.status === "found" ? outcome.value.exchanges : [];
  const [exchange] = exchanges;
  if (exchange === undefined || exchanges.length !== 1) throw new Error(JSON.stringify(outcome));
  return exchange;
}
