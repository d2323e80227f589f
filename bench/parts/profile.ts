// Where the start of lint goes: the profiler of V8, summed over some runs.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { table } from "../../scripts/markdown";
import { policyAlone } from "../healthy-domains";
import { makeJob } from "../job";
import { duration } from "../page";
import { timeProgram } from "../run-program";
import type { Setting } from "../setting";

const RUNS = 10;

/** Microseconds between two looks of the profiler. */
const INTERVAL = "100";

/** A profile, as far as it is read. Times in microseconds. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Measures the part and returns its text. */
export async function profile({ folder, task }: Setting): Promise<string> {
  const job = makeJob(join(folder, "profiled"), task, policyAlone(1));
  const profiles = join(folder, "profiles");
  mkdirSync(profiles);
  const lint = job.task({ stage: "lint", domain: "contoso.com" });
  const flags = ["--cpu-prof", "--cpu-prof-interval", INTERVAL, "--cpu-prof-dir", profiles];
  for (let n = 0; n < RUNS; n++) timeProgram({ ...lint, args: [...flags, ...lint.args] });
  const spent = new Map<string, number>();
  for (const name of readdirSync(profiles)) {
    addTimes(JSON.parse(readFileSync(join(profiles, name), "utf8")), spent);
  }
  const all = [...spent].sort(([, a], [, b]) => b - a);
  return table(
    ["In", "Time"],
    all.map(([place, microseconds]) => [place, duration(microseconds / 1000 / RUNS)]),
  );
}

function addTimes({ nodes, samples, timeDeltas }: Profile, spent: Map<string, number>): void {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  samples.forEach((id, index) => {
    const place = places.get(id) ?? "";
    spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  });
}

function placeOf({ functionName, url }: Profile["nodes"][number]["callFrame"]): string {
  if (url.startsWith("node:internal/modules")) return "Node: finding, reading and compiling files";
  if (url.startsWith("node:internal/bootstrap") || url.startsWith("node:internal/main")) {
    return "Node: its own start";
  }
  if (url.startsWith("node:")) return "Node: everything else";
  if (url !== "") return `\`${basename(url)}\``;
  return functionName === "(garbage collector)" ? "garbage collector" : "native code";
}
