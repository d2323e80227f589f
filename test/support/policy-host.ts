// A policy host on loopback and a fetch from it: what every test of the HTTPS probe needs.
import { type Authority, createAuthority } from "../../sandbox/internet/certificates";
import { type HttpsServer, startHttpsServer } from "../../sandbox/internet/https-server";
import type { Answer, Faults, Site } from "../../sandbox/internet/https-site";
import { type FetchSettings, fetchPolicy } from "../../tasks/MtaStsGateV1/evidence/https";
import type { HttpsExchange, PolicyFetch } from "../../tasks/MtaStsGateV1/evidence/types";

export const POLICY_HOST = "mta-sts.example.com";
export const POLICY_PATH = "/.well-known/mta-sts.txt";
export const POLICY = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";

export const HEALTHY: Answer = { headers: { "content-type": "text/plain" }, body: POLICY };

/** Differences from a plain fetch of POLICY_HOST's policy with the test root as trust anchor. */
export interface FetchChanges extends Partial<FetchSettings> {
  readonly host?: string;
  readonly addresses?: readonly string[];
  readonly startedAt?: number;
  /** Node's own roots instead of the test root. */
  readonly usesPublicRoots?: boolean;
}

export interface PolicyHost {
  readonly authority: Authority;
  readonly server: HttpsServer;
  /** Gives POLICY_HOST another answer, faults and certificate. */
  readonly become: (site: Partial<Site>) => void;
  /** Fetches the policy resource from it through a `connectTo` line. */
  readonly fetch: (changes?: FetchChanges) => Promise<PolicyFetch>;
  /** As `fetch`, and gives the one exchange there was. */
  readonly exchange: (changes?: FetchChanges) => Promise<HttpsExchange>;
  /** Answers so, then fetches. */
  readonly answering: (answer: Answer, faults?: Faults) => Promise<HttpsExchange>;
}

export async function startPolicyHost(): Promise<PolicyHost> {
  const authority = await createAuthority("Test Root");
  const certificate = await authority.issue({ dnsNames: [POLICY_HOST] });
  const healthy: Site = { certificate, answer: HEALTHY };
  const server = await startHttpsServer({ sites: { [POLICY_HOST]: healthy } });
  const become = (site: Partial<Site>) => server.setSite(POLICY_HOST, { ...healthy, ...site });
  const fetch = (changes: FetchChanges = {}) => {
    const { host = POLICY_HOST, startedAt = performance.now(), ...rest } = changes;
    const { addresses = [], usesPublicRoots, ...settings } = rest;
    return fetchPolicy(
      { host, path: POLICY_PATH, addresses, startedAt },
      {
        timeoutSeconds: 10,
        connectTo: [lineTo(server.port, host)],
        ...(usesPublicRoots === true ? {} : { trustAnchorsPem: authority.certificatePem }),
        ...settings,
      },
    );
  };
  const exchange = async (changes?: FetchChanges) => onlyExchange(await fetch(changes));
  const answering = (answer: Answer, faults: Faults = {}) => {
    become({ answer, faults });
    return exchange();
  };
  return { authority, server, become, fetch, exchange, answering };
}

/** A `connectTo` line that leads a host to a loopback port. */
export function lineTo(port: number, host = POLICY_HOST): FetchSettings["connectTo"][number] {
  return { host, port: 443, address: "127.0.0.1", addressPort: port };
}

export function onlyExchange({ exchanges }: PolicyFetch): HttpsExchange {
  const [exchange] = exchanges;
  if (exchange === undefined || exchanges.length !== 1) throw new Error("not one exchange");
  return exchange;
}

export function bodyOf(exchange: HttpsExchange): string {
  return Buffer.from(exchange.bodyBase64 ?? "", "base64").toString("latin1");
}
