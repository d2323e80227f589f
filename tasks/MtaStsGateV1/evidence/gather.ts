// Looks: files, DNS and HTTPS for every Policy Domain, in parallel where nothing depends on it. Judges nothing.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { policyHostOf, recordNameOf, tlsRptNameOf, wildcardProbeNameOf } from "../mta-sts/names";
import type { Options } from "../options";
import { type Committed, lookAtGit, readFileOf } from "./committed";
import { linesFor } from "./connect-to";
import { openDeploymentFiles } from "./deployment-files";
import { readEarlierSight } from "./earlier";
import type { GitEyes } from "./git";
import { beginProbes, probeMxHosts, skippedMxHosts } from "./mx-hosts";
import { inParallel } from "./pool";
import { skipped } from "./skipped";
import type { SmtpProber } from "./smtp";
import { lookAtRecord, lookAtTlsRpt } from "./txt-records";
import type { Evidence, Lookup, Observation, PolicyFetch, SmtpSession } from "./types";

type Network = typeof import("./network");
type Resolver = ReturnType<Network["createResolver"]>;

/**
 * Domains that are looked at side by side. Many, since most of them only wait: what is asked at the same time is limited
 * where it is asked.
 */
const DOMAINS_IN_PARALLEL = 256;

const POLICY_PATH = "/.well-known/mta-sts.txt";

/** What `checkSmtp: auto` may add to a run, where a blocked port keeps every probe waiting. */
const SMTP_GRACE_SECONDS = 5;

/** What a run asks once, however often it looks: what no deployment changes. */
export interface RunMemory {
  /** Outcomes of the SMTP probes: a host in it is not spoken to again, new ones are added. */
  readonly sessions: Map<string, Observation<SmtpSession>>;
  /** The repository: how its files are deployed, and what git knows of them. */
  filesOf?: ReturnType<typeof openDeploymentFiles>;
  git?: GitEyes;
}

/** What gathering needs besides the options and must never keep. */
interface GatherSettings {
  readonly proxyCredentials?: { readonly username: string; readonly password: string };
  readonly signal?: AbortSignal;
  readonly memory?: RunMemory;
  /** How long DNS waits, where it shall not be as long as usual. */
  readonly patience?: Parameters<Network["createResolver"]>[0]["patience"];
  /** Called when a domain is complete but for its MX hosts, with the number done so far. */
  readonly onProgress?: (done: number) => void;
  /** The clock of `gatheredAt`; without it the machine's. */
  readonly now?: () => Date;
}

/** Looks at every domain of the options; the result is in their order, whatever came first. */
export async function gather(
  options: Options,
  settings: GatherSettings = {},
): Promise<readonly Evidence[]> {
  let done = 0;
  const { now = () => new Date() } = settings;
  const memory: RunMemory = settings.memory ?? { sessions: new Map() };
  const look = openEyes(options, settings, memory);
  const filesOf = (domain: string) => {
    memory.filesOf ??= openDeploymentFiles(options);
    return memory.filesOf(domain);
  };
  const begun = look === undefined ? Promise.resolve() : pause(FILES_AFTER_MS);
  try {
    const sights = await inParallel(options.domains, DOMAINS_IN_PARALLEL, async (domain) => {
      const [seen, files] = await Promise.all([
        gatherDomain(domain, options, look, now()),
        begun.then(() => filesOf(domain)),
      ]);
      const sight = { ...seen, ...files };
      settings.onProgress?.(++done);
      return sight;
    });
    if (options.checkSmtp === "auto") look?.prober.limit(SMTP_GRACE_SECONDS);
    return await Promise.all(
      sights.map(async ({ probes, ...evidence }) => ({ ...evidence, smtp: await probes })),
    );
  } finally {
    look?.prober.close();
    look?.resolver.close();
  }
}

/** Evidence whose SMTP probes still run beside the rest. */
type Sight = Omit<Evidence, "smtp" | "site" | "functions" | "pipelines"> & {
  readonly probes: Promise<Evidence["smtp"]>;
};

interface Eyes {
  readonly resolver: Resolver;
  readonly network: Network;
  readonly prober: SmtpProber;
  readonly git: GitEyes;
  readonly fetch: ReturnType<Network["createPolicyFetcher"]>;
  /** One site for all domains, so it is looked at once. */
  readonly deployedSite: () => Promise<Observation<PolicyFetch>>;
}

// In lint neither the network nor git is asked, so their code is not even loaded.
function openEyes(options: Options, settings: GatherSettings, memory: RunMemory): Eyes | undefined {
  if (options.stage === "lint") return undefined;
  const network: Network = require("./network");
  const { signal } = settings;
  const cancel = signal === undefined ? {} : { signal };
  const resolver = network.createResolver({
    servers: options.dnsServers,
    connectTo: options.connectTo,
    ...(settings.patience === undefined ? {} : { patience: settings.patience }),
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
  const anchors = trustAnchorsPem === undefined ? {} : { trustAnchorsPem };
  const prober = network.createSmtpProber({
    resolver,
    connectTo: options.connectTo,
    known: memory.sessions,
    ...anchors,
    ...cancel,
  });
  let site: Promise<Observation<PolicyFetch>> | undefined;
  memory.git ??= network.openGit(options, cancel);
  const eyes: Eyes = {
    resolver,
    network,
    prober,
    git: memory.git,
    deployedSite: () => {
      site ??= lookAtSite(options, eyes);
      return site;
    },
    fetch: network.createPolicyFetcher({
      timeoutSeconds: options.timeoutSeconds,
      connectTo: options.connectTo,
      ...anchors,
      ...(agentCaPem === undefined ? {} : { agentCaPem }),
      ...proxy,
      ...cancel,
    }),
  };
  return eyes;
}

/** What blocks, such as starting git, waits until the first questions are on their way: the answers take longest. */
const questionsSent = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The walk through the repository waits longer than the start of git: what blocks in one go holds up answers. */
const FILES_AFTER_MS = 10;

async function gatherDomain(
  policyDomain: string,
  options: Options,
  eyes: Eyes | undefined,
  now: Date,
): Promise<Sight> {
  const gatheredAt = now.toISOString();
  const file = (path: string | undefined, name: string) =>
    readFileOf(path, name, policyDomain, options);
  const [live, committed] = await Promise.all([
    eyes === undefined ? unasked(policyDomain) : lookAt(policyDomain, options, eyes),
    questionsSent().then(() => lookAtGit(policyDomain, options, eyes?.git)),
  ]);
  const policyFile = file(options.policyFile, "policyFile");
  const recordFile = file(options.recordFile, "recordFile");
  const earlier = readEarlierSight(options, policyDomain);
  return { policyDomain, gatheredAt, policyFile, recordFile, ...live, earlier, ...committed };
}

type Live = Omit<
  Sight,
  "policyDomain" | "gatheredAt" | "policyFile" | "recordFile" | "earlier" | keyof Committed
>;

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
    probes: Promise.resolve({}),
  };
}

async function lookAt(policyDomain: string, options: Options, eyes: Eyes): Promise<Live> {
  const mxLookup = eyes.resolver.lookup("MX", policyDomain, { nameServers: "always" });
  if (options.checkSmtp !== "never") {
    void eyes.resolver.answer("MX", policyDomain).then((mx) => beginProbes(mx, eyes.prober));
  }
  const probes = mxLookup.then((mx) => lookAtMxHosts(mx, options, eyes));
  const [record, tlsRpt, mx, resource, deployedSite] = await Promise.all([
    lookAtRecord(policyDomain, eyes.resolver),
    lookAtTlsRpt(policyDomain, eyes.resolver),
    mxLookup,
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
    probes,
  };
}

async function lookAtMxHosts(
  mx: Evidence["mx"],
  { checkSmtp, plannedMx }: Options,
  { prober }: Eyes,
): Promise<Evidence["smtp"]> {
  return checkSmtp === "never"
    ? skippedMxHosts(mx, plannedMx, "checkSmtp is never")
    : probeMxHosts(mx, plannedMx, prober);
}

interface HostSight {
  readonly addresses: Evidence["policyHost"];
  readonly fetched: Observation<PolicyFetch>;
}

async function lookAtHost(host: string, options: Options, eyes: Eyes): Promise<HostSight> {
  const { addresses, known, seconds } = await eyes.network.findAddresses(host, eyes.resolver);
  const isRedirected = linesFor(options.connectTo, host, 443).length > 0;
  if (known.status !== "found" && !isRedirected && options.proxy === undefined) {
    return { addresses, fetched: known };
  }
  const value = await eyes.fetch({
    host,
    path: POLICY_PATH,
    addresses: known.status === "found" ? known.value : [],
    dnsSeconds: seconds,
  });
  // A proxy that lets this host pass leaves us with the addresses after all, and there were none.
  const nothingTried = value.exchanges.length === 0 && value.refusedAddresses.length === 0;
  return nothingTried && known.status !== "found"
    ? { addresses, fetched: known }
    : { addresses, fetched: { status: "found", value } };
}

async function lookAtSite(options: Options, eyes: Eyes): Promise<Observation<PolicyFetch>> {
  if (options.deployedUrl === undefined) return skipped("deployedUrl names no site");
  return (await lookAtHost(new URL(options.deployedUrl).hostname, options, eyes)).fetched;
}
