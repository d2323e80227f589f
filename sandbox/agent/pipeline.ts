// Runs a pipeline of one job on the emulated agent.
import fs from "node:fs";
import { baseEnvironment, type Environment } from "./environment";
import type { Node24Support, NodeBinaries } from "./handler";
import type { Job } from "./job";
import { planSteps } from "./plan";
import { agentVariables, serverVariables } from "./predefined-variables";
import type { PipelineReport } from "./report";
import { SecretMask } from "./secret-mask";
import type { Step } from "./step";
import type { StepRecord } from "./step-record";
import { runStep } from "./step-run";
import { AGENT_TIMINGS, type Timings } from "./timings";
import { Variables } from "./variables";
import { type Checkout, prepareWorkspace } from "./workspace";

type Values = Readonly<Record<string, string>>;

/** The agent that is imitated; what is left out is as agents have it by default. */
interface AgentSettings {
  readonly name?: string;
  /** Compared with a task's `minimumAgentVersion`. */
  readonly version?: string;
  readonly node24?: Node24Support;
}

/** A pipeline of one job, and the machine it runs on. */
export interface PipelineRun {
  /** The agent's folder, where tasks are installed. Its job folders are emptied first. */
  readonly root: string;
  /** The folder that is checked out. */
  readonly repository: string;
  readonly checkout?: Checkout;
  readonly steps: readonly Step[];
  /** Variables of the pipeline; they also replace what the server would send, e.g. `Build.Reason`. */
  readonly variables?: Values;
  /** Secret variables. */
  readonly secrets?: Values;
  readonly nodes: NodeBinaries;
  readonly agent?: AgentSettings;
  /** Added to the environment of the agent's own process: PATH, HOME and LANG, nothing else. */
  readonly environment?: Environment;
  readonly validateInputs?: boolean;
  readonly timings?: Partial<Timings>;
  /** Cancels the job. */
  readonly signal?: AbortSignal;
  /** Gets each line of the log as it is written. */
  readonly onLine?: (line: string) => void;
}

const NEWEST_KNOWN_AGENT = "5.278.0";

/**
 * Runs the steps one after the other. Throws PipelineRefused where the server would not start the pipeline; what
 * happens in steps is in the report.
 */
export async function runPipeline(run: PipelineRun): Promise<PipelineReport> {
  const { steps, nodes, agent = {}, signal = new AbortController().signal } = run;
  fs.mkdirSync(run.root, { recursive: true });
  const root = fs.realpathSync(run.root);
  const version = agent.version ?? NEWEST_KNOWN_AGENT;
  const { validateInputs = true } = run;
  const planned = planSteps(steps, { root, agentVersion: version, validateInputs });
  const log: string[] = [];
  const job = startJob({ ...run, root }, { name: agent.name ?? "emulator", version }, log);
  const records: StepRecord[] = [];
  try {
    for (const step of planned) {
      const node24 = agent.node24 ?? "onNode20";
      records.push(await runStep({ job, planned: step, nodes, node24, canceled: signal }));
    }
  } finally {
    for (const leftover of job.leftovers) leftover.kill();
  }
  return {
    result: job.result ?? "Succeeded",
    steps: records.map((record) => record.report()),
    log: log.join("\n"),
    buildTags: [...job.buildTags],
    variables: publicVariables(job.variables),
    resultsFolder: job.workspace.results,
  };
}

function startJob(run: PipelineRun, agent: { name: string; version: string }, log: string[]): Job {
  const workspace = prepareWorkspace(run.root, run.repository, run.checkout ?? "copy");
  const mask = new SecretMask();
  const variables = new Variables(mask);
  const given = run.variables ?? {};
  setAll(variables, serverVariables(given));
  setAll(variables, given);
  const secrets = { "System.AccessToken": "emulated-access-token", ...run.secrets };
  for (const [name, value] of Object.entries(secrets)) {
    mask.addJobSecret(value);
    variables.set(name, value, { secret: true });
  }
  setAll(variables, agentVariables(workspace, agent));
  variables.set("agent.jobstatus", "Succeeded");
  variables.expand();
  return {
    variables,
    mask,
    workspace,
    timings: { ...AGENT_TIMINGS, ...run.timings },
    environment: baseEnvironment(run.environment),
    prependPath: [],
    buildTags: new Set(),
    leftovers: new Set(),
    debug: variables.get("System.Debug")?.toLowerCase() === "true",
    writeLine(line) {
      log.push(line);
      run.onLine?.(line);
    },
  };
}

function setAll(variables: Variables, values: Values): void {
  for (const [name, value] of Object.entries(values)) variables.set(name, value);
}

function publicVariables(variables: Variables): Values {
  const visible = variables.all().filter(({ secret }) => !secret);
  return Object.fromEntries(visible.map(({ name, value }) => [name, value]));
}
