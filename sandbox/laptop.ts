// npm start -- --domain …: the packaged task on the real network and a working copy, before pushing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import manifest from "../tasks/MtaStsGateV1/task.json";
import { installExtension, runPipeline } from "./agent";
import { fixPolicies } from "./fix";
import { builtPackage } from "./package";

/** What the command line asks for. */
interface LaptopRun {
  /** Absolute. */
  readonly repository: string;
  /** Write the corrected policy into the repository. */
  readonly isFix: boolean;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The only option without a value. */
const FIX = "--fix";

/**
 * Reads the options: every input of the task, and the repository to look at.
 * @returns the run, or one sentence about the first option that is wrong
 */
export function readCommandLine(
  args: readonly string[],
  workingFolder: string,
): LaptopRun | { readonly problem: string } {
  const names = ["repository", ...manifest.inputs.map((input) => input.name)];
  const options = Object.fromEntries(
    names.map((name) => [name, { type: "string", multiple: true } as const]),
  );
  try {
    const { values } = parseArgs({
      args: args.filter((arg) => arg !== FIX),
      options,
      strict: true,
    });
    const { repository, ...inputs } = values;
    return {
      repository: resolve(workingFolder, repository?.at(-1) ?? "."),
      isFix: args.includes(FIX),
      // An option given twice is a list, one entry a line, as in the task.
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, given]) => [name, (given ?? []).join("\n")]),
      ),
    };
  } catch (error) {
    return { problem: `${(error as Error).message}; --help lists the options` };
  }
}

/** The help text: what the command does, and a line for every option. */
export function helpText(): string {
  const width = Math.max(...manifest.inputs.map((input) => input.name.length));
  const lines = manifest.inputs.map((input) => {
    const initial = `${input.defaultValue}`;
    const shown = initial === "" ? "" : ` (${initial})`;
    return `  --${input.name.padEnd(width)}  ${input.label}${shown}`;
  });
  return [
    "npm start                               show the gate at work in a sandbox",
    "npm start -- --domain D [options]       judge a working copy and the live domain D",
    "npm start -- --fix [options]            also write the corrected policy into the working copy",
    "npm start -- --story update             tell an update day by day, each step wrong and right",
    "npm start -- --replay evidence.json     judge the evidence of an earlier run again",
    "",
    "Options; each may be given more than once where the task takes several lines:",
    `  --${"repository".padEnd(width)}  Folder with the policy (the current one)`,
    ...lines,
    "",
    "Exit code: 0 passed or passed with warnings, 1 the gate fails, 2 wrong options.",
  ].join("\n");
}

/**
 * Runs the packaged task on a laptop; true where the gate lets pass.
 * @param signal cancels it, as a person does who stops a pipeline
 */
export async function runOnLaptop(
  run: LaptopRun,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const vsix = builtPackage();
  const root = mkdtempSync(join(tmpdir(), "mta-sts-gate-"));
  try {
    await installExtension(vsix, root);
    const { result, steps } = await runPipeline({
      root,
      repository: run.repository,
      checkout: "inPlace",
      steps: [{ task: "MtaStsGate@1", name: "gate", inputs: run.inputs }],
      variables: { "Build.Reason": "Manual" },
      nodes: { node20_1: process.execPath },
      onLine: print,
      signal,
    });
    const reportPath = steps[0]?.outputVariables.mtaStsReport;
    if (run.isFix && reportPath) {
      for (const line of fixPolicies(reportPath, run.repository)) print(line);
    }
    return result !== "Failed" && result !== "Canceled";
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
