// Many domains in one process: time, memory, and what the servers were asked.
import { join } from "node:path";
import { table } from "../../scripts/markdown";
import { byHand } from "../by-hand";
import { domainNames, policyInSample } from "../healthy-domains";
import { makeJob, type Texts } from "../job";
import { duration, target, times } from "../page";
import { median } from "../ratios";
import { measureScript, type Program, timeProgram, type Usage } from "../run-program";
import { sampleFiles } from "../sample-files";
import type { Setting } from "../setting";
import { startWorldProcess, type WorldProcess } from "../world-process";
import type { WorldLog } from "../world-server";

/** Numbers of domains, with how often each is run. */
const RUNS = [
  { domains: 1, runs: 7 },
  { domains: 10, runs: 5 },
  { domains: 100, runs: 3 },
  { domains: 1000, runs: 2 },
] as const;
const BY_HAND = 10;
const MX_HOSTS = 3;

const MOST_MS = 20_000;
const MOST_OCTETS = 250_000_000;
const MOST_GROWTH = 10;

interface Measured extends Usage {
  readonly domains: number;
  readonly log: WorldLog;
  /** Part of one processor that the servers took. */
  readonly serverLoad: number;
}

/** Measures the part and returns its text. */
export async function manyDomains({ folder, task }: Setting): Promise<string> {
  const names = domainNames(Math.max(...RUNS.map(({ domains }) => domains)));
  const world = await startWorldProcess(folder, names, MX_HOSTS);
  try {
    const job = makeJob(join(folder, "many"), task, policyInSample(MX_HOSTS, sampleFiles()));
    const all: Measured[] = [];
    for (const { domains, runs } of RUNS) {
      const some = names.slice(0, domains);
      const program = job.task({ stage: "preDeploy", ...inputsFor(some, world.inputs) });
      const measured: Measured[] = [];
      for (let n = 0; n < runs; n++) measured.push(await measure(world, program, domains));
      all.push(middleOf(measured));
    }
    const policyFile = join(job.sources, "home/.well-known/mta-sts.txt");
    const script = timeProgram(byHand(policyFile, world.inputs, names.slice(0, BY_HAND)));
    return text(all, script);
  } finally {
    await world.end();
  }
}

/** Without the lines of other domains: a step that checks few domains has few lines. */
function inputsFor(domains: readonly string[], inputs: WorldProcess["inputs"]): Texts {
  const own = new Set(domains.map((domain) => `mta-sts.${domain}`));
  const connectTo = inputs.connectTo.split("\n").filter((line) => {
    const [host = "", port] = line.split(":");
    return port !== "443" || own.has(host);
  });
  return { ...inputs, domain: domains.join("\n"), connectTo: connectTo.join("\n") };
}

async function measure(world: WorldProcess, program: Program, domains: number): Promise<Measured> {
  await world.mark();
  const usage = measureScript(program);
  const log = await world.log();
  return { ...usage, domains, log, serverLoad: log.processorMs / usage.ms };
}

function middleOf(measured: readonly Measured[]): Measured {
  const [first] = measured;
  if (first === undefined) throw new Error("nothing was measured");
  const middle = (pick: (one: Measured) => number) => median(measured.map(pick));
  return {
    ...first,
    ms: middle(({ ms }) => ms),
    peak: middle(({ peak }) => peak),
    processorMs: middle(({ processorMs }) => processorMs),
    serverLoad: middle(({ serverLoad }) => serverLoad),
  };
}

function text(all: readonly Measured[], script: number): string {
  const rows = all.map(({ domains, ms, peak, processorMs, log, serverLoad }, index) => {
    const before = all[index - 1];
    return [
      domains.toLocaleString("en"),
      duration(ms),
      before === undefined ? "" : times(ms / before.ms),
      duration(processorMs),
      megabytes(peak),
      before === undefined ? "" : times(peak / before.peak),
      `${log.questions}, ${log.fetches}, ${log.conversations}`,
      `${Math.round(serverLoad * 100)} %`,
    ];
  });
  const [hundred, thousand] = all.slice(-2);
  const ten = all.find(({ domains }) => domains === BY_HAND);
  if (hundred === undefined || thousand === undefined || ten === undefined) return "";
  const growth = thousand.ms / hundred.ms;
  return [
    table(
      [
        "Domains",
        "Time",
        "Growth",
        "Processor time",
        "Peak memory",
        "Growth",
        "DNS questions, fetches, MX conversations",
        "Servers busy",
      ],
      rows,
    ),
    table(
      ["Of these", "Measured", "Target"],
      [
        ["time for 1,000", duration(thousand.ms), target(thousand.ms, MOST_MS, duration)],
        [
          "memory for 1,000",
          megabytes(thousand.peak),
          target(thousand.peak, MOST_OCTETS, megabytes),
        ],
        ["growth of time from 100 to 1,000", times(growth), target(growth, MOST_GROWTH, times)],
        [`the script by hand for ${BY_HAND}, in a loop`, duration(script), ""],
        [`the gate for ${BY_HAND} against that script`, times(ten.ms / script), ""],
      ],
    ),
  ].join("\n\n");
}

function megabytes(octets: number): string {
  return `${Math.round(octets / 1e6)} MB`;
}
