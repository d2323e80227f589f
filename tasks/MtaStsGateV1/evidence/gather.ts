// Looks: files, DNS and HTTPS for every Policy Domain, in parallel where nothing depends on it. Judges nothing.
import { readFileSync } from "node:fs";
import {
  canonicalName,
  policyHostOf,
  recordNameOf,
  tlsRptNameOf,
  wildcardProbeNameOf,
} from "../mta-sts/names";
import type { Options } from "../options";
import { readEarlierSight } from "./earlier";
import { heardNameServers, hostAddresses } from "./effective-answer";
import { inParallel } from "./pool";
import { readRepositoryFile } from "./repository";
import { lookAtRecord, lookAtTlsRpt } from "./txt-records";
import type { Evidence, Lookup, Observation, PolicyFetch, RepositoryFile } from "./types";

type Network = typeof import("./network");
type Resolver = ReturnType<Network["createResolver"]>;

/** Domains that are looked at side by side. */
const DOMAINS_IN_PARALLEL = 32;

const POLICY_PATH = "/.well-known/mta-sts.txt";

/** What gathering needs besides the options and must never keep. */
export interface GatherSettings {
  readonly proxyCredentials?: { readonly username: string; readonly password: string };
  readonly signal?: AbortSignal;
  /** Called when a domain is complete, with the number done so far. */
  readonly onProgress?: (done: number) => void;
}

/** Looks at every domain of the options; the result is in their order, whatever came first. */
export async function gather(
  options: Options,
  settings: GatherSettings = {},
): Promise<readonly Evidence[]> {
  let done = 0;
  const look = openEyes(options, settings);
  try {
    return await inParallel(options.domains, DOMAINS_IN_PARALLEL, async (domain) => {
      const evidence = await gatherDomain(domain, options, look);
      settings.onProgress?.(++done);
      return evidence;
    });
  } finally {
    look?.resolver.close();
  }
}

interface Eyes {
  readonly resolver: Resolver;
  readonly network: Network;
  readonly fetch: (
    host: string,
    addresses: readonly string[],
    startedAt: number,
  ) => Promise<PolicyFetch>;
  /** One site for all domains, so it is looked at once. */
  readonly deployedSite: () => Promise<Observation<PolicyFetch>>;
}

// In lint nothing is asked of the network, so its code is not even loaded.
function openEyes(options: Options, settings: GatherSettings): Eyes | undefined {
  if (options.stage === "lint") return undefined;
  const network: Network = require("./network");
  const { signal } = settings;
  const cancel = signal === undefined ? {} : { signal };
  const resolver = network.createResolver({
    servers: options.dnsServers,
    connectTo: options.connectTo,
    ...cancel,
  });
  const pem = (path: string | undefined) =>
    path === undefined ? undefined : readFileSync(path, "utf8");
  const trustAnchorsPem = pem(options.trustAnchors);
  const agentCaPem = pem(options.agentCaFile);
  const { proxyCredentials: credentials } = settings;
  const proxy =
    options.proxy === undefined
      ? {}
      : { proxy: { ...options.proxy, ...(credentials === undefined ? {} : { credentials }) } };
  let site: Promise<Observation<PolicyFetch>> | undefined;
  const eyes: Eyes = {
    resolver,
    network,
    deployedSite: () => {
      site ??= lookAtSite(options, eyes);
      return site;
    },
    fetch: (host, addresses, startedAt) =>
      network.fetchPolicy(
        { host, path: POLICY_PATH, addresses, startedAt },
        {
          timeoutSeconds: options.timeoutSeconds,
          connectTo: options.connectTo,
          ...(trustAnchorsPem === undefined ? {} : { trustAnchorsPem }),
          ...(agentCaPem === undefined ? {} : { agentCaPem }),
          ...proxy,
          ...cancel,
        },
      ),
  };
  return eyes;
}

async function gatherDomain(
  policyDomain: string,
  options: Options,
  eyes: Eyes | undefined,
): Promise<Evidence> {
  const gatheredAt = new Date().toISOString();
  const file = (path: string | undefined, name: string) =>
    readFile(path, name, policyDomain, options);
  const [policyFile, recordFile, live] = await Promise.all([
    file(options.policyFile, "policyFile"),
    file(options.recordFile, "recordFile"),
    eyes === undefined ? unasked(policyDomain) : lookAt(policyDomain, options, eyes),
  ]);
  const earlier = readEarlierSight(options, policyDomain);
  return { policyDomain, gatheredAt, policyFile, recordFile, ...live, earlier };
}

function readFile(
  path: string | undefined,
  input: string,
  policyDomain: string,
  options: Options,
): Promise<Observation<RepositoryFile>> {
  if (path === undefined) return Promise.resolve(skipped(`${input} names no file`));
  return readRepositoryFile(options.repositoryRoot, path.replaceAll("{domain}", policyDomain));
}

type Live = Omit<Evidence, "policyDomain" | "gatheredAt" | "policyFile" | "recordFile" | "earlier">;

function unasked(policyDomain: string): Live {
  const reason = "stage lint asks nothing of the network";
  const question = <T>(name: string, type: Lookup<T>["type"]): Lookup<T> => ({
    name,
    type,
    resolver: skipped(reason),
    nameServers: skipped(reason),
  });
  const host = policyHostOf(policyDomain);
  return {
    record: question(recordNameOf(policyDomain), "TXT"),
    wildcard: question(wildcardProbeNameOf(policyDomain), "TXT"),
    misplaced: [],
    tlsRpt: question(tlsRptNameOf(policyDomain), "TXT"),
    reportDomains: [],
    mx: question(policyDomain, "MX"),
    policyHost: { a: question(host, "A"), aaaa: question(host, "AAAA"), splitFrom: [] },
    policyResource: skipped(reason),
    deployedSite: skipped(reason),
  };
}

async function lookAt(policyDomain: string, options: Options, eyes: Eyes): Promise<Live> {
  const [record, tlsRpt, mx, resource, deployedSite] = await Promise.all([
    lookAtRecord(policyDomain, eyes.resolver),
    lookAtTlsRpt(policyDomain, eyes.resolver),
    eyes.resolver.lookup("MX", policyDomain, { nameServers: "always" }),
    lookAtHost(policyHostOf(policyDomain), options, eyes),
    eyes.deployedSite(),
  ]);
  return {
    ...record,
    ...tlsRpt,
    mx,
    policyHost: resource.addresses,
    policyResource: resource.fetched,
    deployedSite,
  };
}

interface HostSight {
  readonly addresses: Evidence["policyHost"];
  readonly fetched: Observation<PolicyFetch>;
}

async function lookAtHost(host: string, options: Options, eyes: Eyes): Promise<HostSight> {
  const startedAt = performance.now();
  const { addresses, known } = await findAddresses(host, eyes);
  const isRedirected = options.connectTo.some(
    (line) => canonicalName(line.host) === canonicalName(host) && line.port === 443,
  );
  if (known.status !== "found" && !isRedirected && options.proxy === undefined) {
    return { addresses, fetched: known };
  }
  const value = await eyes.fetch(host, known.status === "found" ? known.value : [], startedAt);
  // A proxy that lets this host pass leaves us with the addresses after all, and there were none.
  const nothingTried = value.exchanges.length === 0 && value.refusedAddresses.length === 0;
  return nothingTried && known.status !== "found"
    ? { addresses, fetched: known }
    : { addresses, fetched: { status: "found", value } };
}

interface AddressSight {
  readonly addresses: Evidence["policyHost"];
  /** The addresses that senders meet. */
  readonly known: Observation<readonly string[]>;
}

// An internal address may be the fault of a split resolver, so then the name servers are asked as well, and what
// they say is what the world sees.
async function findAddresses(host: string, eyes: Eyes): Promise<AddressSight> {
  const ask = async (nameServers: "always" | "fallback") => {
    const [a, aaaa] = await Promise.all([
      eyes.resolver.lookup("A", host, { nameServers }),
      eyes.resolver.lookup("AAAA", host, { nameServers }),
    ]);
    return { a, aaaa };
  };
  const first = await ask("fallback");
  const known = hostAddresses(first);
  const internal =
    known.status !== "found" ? [] : known.value.filter(eyes.network.isInternalAddress);
  if (internal.length === 0) return { addresses: { ...first, splitFrom: [] }, known };
  const second = await ask("always");
  const world = nameServerAddresses(second);
  const splitFrom =
    world.length === 0 ? [] : internal.filter((address) => !world.includes(address));
  return {
    addresses: { ...second, splitFrom },
    known: world.length === 0 ? known : { status: "found", value: world },
  };
}

function nameServerAddresses({ a, aaaa }: Pick<Evidence["policyHost"], "a" | "aaaa">) {
  const all = [a, aaaa].flatMap((lookup) =>
    heardNameServers(lookup).flatMap(({ answer }) =>
      answer.status === "found" ? answer.value.records : [],
    ),
  );
  return [...new Set(all)];
}

async function lookAtSite(options: Options, eyes: Eyes): Promise<Observation<PolicyFetch>> {
  if (options.deployedUrl === undefined) return skipped("deployedUrl names no site");
  return (await lookAtHost(new URL(options.deployedUrl).hostname, options, eyes)).fetched;
}

function skipped(reason: string): { readonly status: "skipped"; readonly reason: string } {
  return { status: "skipped", reason };
}
