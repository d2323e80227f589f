// Runs the fault table: one world for all rows, one look at the live domain for each, then every stage's verdict.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorld, type World, type WorldDomain } from "../../sandbox/internet/world";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import {
  DISCOVERY_PATIENCE,
  NAME_SERVER_PATIENCE,
  type Patience,
  RESOLVER_PATIENCE,
} from "../../tasks/MtaStsGateV1/evidence/dns-patience";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import { inParallel } from "../../tasks/MtaStsGateV1/evidence/pool";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import type { Problem } from "../../tasks/MtaStsGateV1/report/types";
import { healthyOptions } from "../support/healthy";
import { type FaultRow, type Injection, type Peer, policyOf, recordOf } from "./fault";
import { type RunningPeer, startPeer } from "./peer";
import type { Layer } from "./table";
import { watch } from "./what-stays";

/** The stages that a row's weights are for, in their order. */
export const FAULT_STAGES = ["pullRequest", "preDeploy", "postDeploy", "monitor"] as const;

/** What came of a row. */
export interface Outcome {
  readonly problems: { readonly [S in (typeof FAULT_STAGES)[number]]: readonly Problem[] };
  /** As long as it would have taken a user. */
  readonly seconds: number;
  /** Sockets and timers that are still open. */
  readonly left: readonly string[];
}

/** Rows side by side. */
const AT_ONCE = 16;

/** How many times faster a hasty row waits for DNS. */
const HASTE = 4;

const PATIENCE = {
  resolver: hasty(RESOLVER_PATIENCE),
  discovery: hasty(DISCOVERY_PATIENCE),
  nameServer: hasty(NAME_SERVER_PATIENCE),
};

/** Tcpmux, which nobody runs: connections are refused. */
const UNUSED_PORT = 1;

function hasty({ tries, tcp, pause, limit }: Patience): Patience {
  return {
    tries: tries.map((seconds) => seconds / HASTE),
    tcp: tcp / HASTE,
    pause: pause / HASTE,
    limit: limit / HASTE,
  };
}

interface Case {
  readonly row: FaultRow;
  readonly domain: string;
  readonly checkSmtp: Options["checkSmtp"];
  readonly injection: Injection;
}

/** Runs every row; the outcomes by their rows. */
export async function runFaults(layers: readonly Layer[]): Promise<ReadonlyMap<FaultRow, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  const cases = layers.flatMap(casesOf);
  for (const { domain } of cases) writeFileSync(join(folder, `${domain}.txt`), policyOf(domain));
  const world = await worldOf(cases, folder);
  const watcher = watch();
  try {
    for (const { injection } of cases) await injection.prepare?.(world);
    const run = async (one: Case) => {
      const options = optionsOf(one, world, folder);
      return [one.row, await runCase(one, options, watcher)] as const;
    };
    // The first one alone: it loads the code, for which the others would have to wait.
    const first = await inParallel(cases.slice(0, 1), 1, run);
    return new Map([...first, ...(await inParallel(cases.slice(1), AT_ONCE, run))]);
  } finally {
    watcher.stop();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function casesOf({ label, rows, checkSmtp }: Layer): readonly Case[] {
  return rows.map((row) => {
    const domain = `${row.name}.${label}.example`;
    return { row, domain, checkSmtp, injection: row.inject(domain) };
  });
}

async function worldOf(cases: readonly Case[], folder: string): Promise<World> {
  const injections = cases.map(({ injection }) => injection);
  const nameServerFaults = injections.flatMap((one) => one.nameServerFaults ?? []);
  const world = await startWorld(
    {
      domains: Object.fromEntries(cases.map((one) => [one.domain, liveOf(one)])),
      mxHosts: Object.assign({}, ...injections.map((one) => one.mxHosts ?? {})),
      resolverFaults: injections.flatMap((one) => one.resolverFaults ?? []),
      nameServerFaults,
    },
    folder,
  );
  const ofFirst = injections.flatMap((one) => one.firstServerFaults ?? []);
  world.nameServers[0]?.setFaults([...nameServerFaults, ...ofFirst]);
  return world;
}

function liveOf({ domain, injection }: Case): WorldDomain {
  const policy = policyOf(domain);
  const answer = { headers: { "content-type": "text/plain" }, body: policy };
  return {
    mx: [[10, `mx.${domain}`]],
    record: [recordOf(policy)],
    ...(injection.hasNoSite ? {} : { site: { answer, ...injection.site } }),
    ...injection.live,
  };
}

function optionsOf({ domain, checkSmtp, injection }: Case, world: World, repositoryRoot: string) {
  const { dnsServers, connectTo, trustAnchors } = world.inputs;
  const lines = connectTo.split("\n").map((line) => {
    const [host = "", port, address = "", addressPort] = line.split(":");
    return { host, port: Number(port), address, addressPort: Number(addressPort) };
  });
  const [address = "", port] = dnsServers.split(":");
  return (stage: Stage): Options =>
    healthyOptions(stage, {
      domains: [domain],
      ...(stage === "monitor" ? {} : { policyFile: "{domain}.txt" }),
      dnsServers: [{ address, port: Number(port) }],
      connectTo: lines,
      trustAnchors,
      repositoryRoot,
      checkSmtp,
      ...injection.options,
    });
}

async function runCase(
  { domain, injection }: Case,
  optionsAt: (stage: Stage) => Options,
  watcher: ReturnType<typeof watch>,
): Promise<Outcome> {
  const { policyHostIs, mxHostIs, isHasty = false } = injection;
  const detours = new Map([
    ...(await detour(`mta-sts.${domain}`, policyHostIs)),
    ...(await detour(`mx.${domain}`, mxHostIs)),
  ]);
  const options = optionsAt("preDeploy");
  const connectTo = options.connectTo.map((line) => ({
    ...line,
    addressPort: detours.get(line.host)?.port ?? line.addressPort,
  }));
  const patience = isHasty ? { patience: PATIENCE } : {};
  const started = performance.now();
  const { value, left } = await watcher.run(() => gather({ ...options, connectTo }, patience));
  const seconds = ((performance.now() - started) / 1000) * (isHasty ? HASTE : 1);
  await Promise.all([...detours.values()].map((peer) => peer.close()));
  const [evidence] = value;
  if (evidence === undefined) throw new Error("nothing was gathered");
  return { problems: problemsOf(evidence, optionsAt), seconds, left };
}

async function detour(
  host: string,
  peer: Peer | undefined,
): Promise<readonly (readonly [string, RunningPeer])[]> {
  if (peer === undefined) return [];
  if (peer === "refuses") return [[host, { port: UNUSED_PORT, close: async () => {} }]];
  return [[host, await startPeer(peer)]];
}

function problemsOf(evidence: Evidence, optionsAt: (stage: Stage) => Options): Outcome["problems"] {
  const at = (stage: Stage) =>
    concludeDomain(evidence, optionsAt(stage), knowledge).report.problems.filter(
      ({ check }) => check !== "host-trust-anchors",
    );
  return {
    pullRequest: at("pullRequest"),
    preDeploy: at("preDeploy"),
    postDeploy: at("postDeploy"),
    monitor: at("monitor"),
  };
}
