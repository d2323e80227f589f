// The packed task on the agent emulator: installed once per mocha run, each run in a job of its own. What must hold of
// every run, whatever it is about, is asserted here (see tidy.ts).
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  installExtension,
  type PipelineReport,
  type PipelineRun,
  runPipeline,
  type Step,
  type StepReport,
} from "../../sandbox/agent";
import { builtPackage } from "../../sandbox/package";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import type { DomainReport, Report } from "../../tasks/MtaStsGateV1/report/types";
import { assertReportForms, assertTestResults } from "./report-form";
import { assertHouseClean, assertTidy, filesOf } from "./tidy";

export type Texts = Readonly<Record<string, string>>;
export type Files = Readonly<Record<string, string | Buffer>>;

/** A run of one step, or of several. What is left out is a manual build with nothing in the repository. */
export interface GateRun extends Partial<Omit<PipelineRun, "steps" | "repository" | "inputs">> {
  readonly files?: Files;
  /** Called with the repository before it is checked out: for links, rights and names that are no text. */
  readonly prepare?: (repository: string) => void;
  /** Folder of the agent's installed tasks, where it is not the package as it is. */
  readonly tasks?: string;
}

export interface PipelineOutcome extends PipelineReport {
  /** The folders of the job, as the agent has them. */
  readonly sources: string;
  readonly temp: string;
}

export interface GateOutcome {
  readonly step: StepReport;
  /** Severity and check of every problem, domain by domain, e.g. `error policy-empty`. */
  readonly problems: readonly string[];
  readonly report: Report;
  readonly evidence: EvidenceFile;
  /** The octets of the report file. */
  readonly reportText: string;
  readonly evidencePath: string;
}

let shared: Promise<{ readonly folder: string; readonly tasks: string }> | undefined;

/** The folder of the installed tasks (`_work/_tasks`), and one for everything else of this mocha run. */
function installed() {
  shared ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "gate-"));
    await installExtension(builtPackage(), join(folder, "installed"));
    return { folder, tasks: join(folder, "installed", "_work", "_tasks") };
  })();
  return shared;
}

after(async () => {
  await assertTestResults();
  if (shared !== undefined) rmSync((await shared).folder, { recursive: true, force: true });
});

/** A new folder, gone after the mocha run. */
export async function newFolder(name = "folder"): Promise<string> {
  return mkdtempSync(join((await installed()).folder, `${name}-`));
}

/** A copy of the installed tasks from which some files of the package are gone. */
export async function tasksWithout(...names: readonly string[]): Promise<string> {
  const copy = await newFolder("tasks");
  cpSync((await installed()).tasks, copy, { recursive: true });
  const files = filesOf(copy).filter((path) => names.some((name) => path.endsWith(`/${name}`)));
  if (files.length !== names.length) throw new Error(`${names} are not all in the package`);
  for (const path of files) rmSync(join(copy, path));
  return copy;
}

/** Runs a pipeline of any steps; every step of the gate must be tidy. */
export async function runSteps(
  steps: readonly Step[],
  run: GateRun = {},
): Promise<PipelineOutcome> {
  const folder = await newFolder("run");
  const repository = join(folder, "repository");
  mkdirSync(repository);
  writeFiles(repository, run.files ?? {});
  run.prepare?.(repository);
  const root = join(folder, "agent");
  mkdirSync(join(root, "_work"), { recursive: true });
  symlinkSync(run.tasks ?? (await installed()).tasks, join(root, "_work", "_tasks"));
  const report = await runPipeline({
    root,
    repository,
    steps,
    nodes: { node20_1: process.execPath },
    ...run,
  });
  for (const [index, step] of report.steps.entries()) {
    const planned = steps[index];
    if (planned !== undefined && "task" in planned && step.result !== "Skipped") assertTidy(step);
  }
  const sources = join(root, "_work", "1", "s");
  const temp = join(root, "_work", "_temp");
  assertHouseClean({ repository, sources, temp });
  return { ...report, sources, temp };
}

/** Runs the gate alone and reads what it wrote into its folder of reports. */
export async function runGate(inputs: Texts, run: GateRun = {}): Promise<GateOutcome> {
  const { steps, temp } = await runSteps([gateStep(inputs)], run);
  return outcomeOf(steps[0], join(temp, "mta-sts-gate"));
}

/** Runs the gate with something it must refuse: the step, which wrote no report. */
export async function runRefused(inputs: Texts, run: GateRun = {}): Promise<StepReport> {
  const { steps } = await runSteps([gateStep(inputs)], run);
  return only(steps);
}

/**
 * A step of the gate. Unless the inputs say otherwise port 25 is left alone, and slowness is only noted: a machine that
 * is busy with tests is slow.
 */
export function gateStep(inputs: Texts, settings: Partial<Step> = {}): Step {
  const quiet = { checkSmtp: "never", ignoreChecks: "interop-slow", ...inputs };
  return { task: "MtaStsGate@1", name: "gate", inputs: quiet, ...settings } as Step;
}

export function outcomeOf(step: StepReport | undefined, reportFolder: string): GateOutcome {
  if (step === undefined) throw new Error("no step ran");
  const path = join(reportFolder, "mta-sts-gate.json");
  const evidencePath = join(reportFolder, "evidence.json");
  const reportText = readReport(path, step);
  const report: Report = JSON.parse(reportText);
  assertReportForms(report, reportFolder);
  const evidence: EvidenceFile = JSON.parse(readFileSync(evidencePath, "utf8"));
  return {
    step,
    problems: report.domains.flatMap(problemsOf),
    report,
    evidence,
    reportText,
    evidencePath,
  };
}

function readReport(path: string, step: StepReport): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Error(`the gate wrote no report:\n${step.log.join("\n")}`);
  }
}

/** What the sandbox itself gives rise to: its own trust anchors, no history, a busy machine. */
const SANDBOX_NOTES = ["host-trust-anchors", "git-unanswered", "interop-slow"];

/** Severity and check of the problems of a domain, without the notes that the sandbox itself gives rise to. */
export function problemsOf({ problems }: DomainReport): readonly string[] {
  return problems
    .filter(({ check, severity }) => severity !== "note" || !SANDBOX_NOTES.includes(check))
    .map(({ severity, check }) => `${severity} ${check}`);
}

export function only<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
