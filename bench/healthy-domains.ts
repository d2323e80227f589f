// Domains on which nothing is wrong, as many as wanted, and the repository that their one policy comes from. Pure.
import { createHash } from "node:crypto";
import type { WorldDescription, WorldDomain } from "../sandbox/internet/world";
import type { Texts } from "./job";

/** How late the servers answer, in milliseconds: a server in the same country. */
export const DELAY_MS = 25;

/** Hosts of the mail provider that takes mail for all domains. */
const MX_HOSTS = ["mx1.fabrikam.com", "mx2.fabrikam.com", "mx3.fabrikam.com"] as const;

/** Names of domains: the first is always the same, the others are as long as names of schools are. */
export function domainNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) =>
    n === 0 ? "contoso.com" : `school-${String(n).padStart(4, "0")}.example`,
  );
}

/** The policy of all domains, for the first so many hosts of the provider. */
function policyFor(mxHosts: number): string {
  const lines = MX_HOSTS.slice(0, mxHosts).map((host) => `mx: ${host}`);
  return ["version: STSv1", "mode: enforce", ...lines, "max_age: 604800", ""].join("\n");
}

/**
 * A world of healthy domains whose DNS, HTTPS and SMTP servers answer late: one provider's two name servers and MX
 * hosts for all, a policy host of its own for each.
 */
export function healthyWorld(domains: readonly string[], mxHosts: number): WorldDescription {
  const policy = policyFor(mxHosts);
  const id = createHash("sha256").update(policy).digest("hex").slice(0, 32);
  const domain: WorldDomain = {
    mx: MX_HOSTS.slice(0, mxHosts).map((host, n) => [10 * (n + 1), host]),
    record: [`v=STSv1; id=${id};`],
    site: {
      answer: { headers: { "content-type": "text/plain" }, body: policy },
      faults: { delays: { tls: DELAY_MS, headers: DELAY_MS } },
    },
  };
  const late = [{ kind: "delay", seconds: DELAY_MS / 1000 }] as const;
  return {
    domains: Object.fromEntries(domains.map((name) => [name, domain])),
    mxHosts: Object.fromEntries(
      MX_HOSTS.slice(0, mxHosts).map((host) => [host, { faults: { delayMs: DELAY_MS } }]),
    ),
    resolverFaults: late,
    nameServerFaults: late,
  };
}

/** A repository with the policy and nothing else. */
export function policyAlone(mxHosts: number): Texts {
  return { ".well-known/mta-sts.txt": policyFor(mxHosts) };
}

/** A repository with the policy among the files of a sample, whose folder of pages is `home`. */
export function policyInSample(mxHosts: number, sample: Texts): Texts {
  return { ...sample, "home/.well-known/mta-sts.txt": policyFor(mxHosts) };
}
