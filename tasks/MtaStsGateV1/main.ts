// The only composition: inputs → gather → interpret → judge → report → result (docs/architecture.md).
import { type Agent, connectAgent } from "./agent";
import { CHECK_IDS } from "./checks/check-ids";
import { type Conclusion, conclude } from "./conclude";
import { type Delivery, deliver } from "./delivery";
import { keepEarlierSights } from "./evidence/earlier";
import { gather, type RunMemory } from "./evidence/gather";
import type { Evidence, EvidenceFile } from "./evidence/types";
import { readInputs, readProxyCredentials } from "./inputs";
import { knowledge } from "./knowledge";
import { loadAhead } from "./load-ahead";
import type { Options } from "./options";
import { lookUntilSeen } from "./polling";
import { progressTeller } from "./progress";
import { quote } from "./quote";
import { logOf } from "./report/log";
import type { Report } from "./report/types";

/** Runs the task once; the result reaches the agent by exactly one task.complete. */
async function run(): Promise<void> {
  let root = "";
  const agent = connectAgent(() => root);
  const read = readInputs({ ...agent, knownChecks: Object.values(CHECK_IDS).flat() });
  if (!read.ok) {
    agent.fail(read.message);
    return;
  }
  const { options } = read;
  root = options.repositoryRoot;
  if (options.share !== undefined) agent.write([{ kind: "text", text: options.share.words }]);
  const cancellation = onCancel();
  const startedAt = new Date().toISOString();
  const evidence = await look(agent, options, cancellation.signal);
  if (cancellation.signal.aborted) {
    agent.fail("the run was cancelled before the gate could judge");
    return;
  }
  const file: EvidenceFile = {
    schema: 1,
    options,
    startedAt,
    finishedAt: new Date().toISOString(),
    domains: evidence,
  };
  const { report, conclusions } = conclude(file, knowledge);
  agent.write(logOf(report, conclusions));
  for (const warning of read.warnings) agent.warn(warning);
  keepForPostDeploy(agent, options, conclusions, evidence);
  speak(agent, { file, report, conclusions });
  cancellation.end();
}

function onCancel(): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.once(name, cancel);
  return {
    signal: controller.signal,
    end: () => {
      for (const name of signals) process.removeListener(name, cancel);
    },
  };
}

async function look(
  agent: Agent,
  options: Options,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const proxyCredentials = readProxyCredentials(agent);
  const memory: RunMemory = { sessions: new Map() };
  const settings = {
    signal,
    memory,
    ...(proxyCredentials === undefined ? {} : { proxyCredentials }),
  };
  const seen = lookUntilSeen(options, {
    look: (domains) =>
      gather(
        { ...options, domains },
        {
          ...settings,
          onProgress: progressTeller(agent, domains.length, milliseconds),
        },
      ),
    tell: (words, part) => {
      agent.write([{ kind: "text", text: words }]);
      agent.progress(Math.round(part * 100), words);
    },
    signal,
  });
  if (options.stage !== "lint") loadAhead();
  return seen;
}

/** A clock that only goes forward; `performance` would load a module of Node for it. */
function milliseconds(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

function keepForPostDeploy(
  agent: Agent,
  options: Options,
  conclusions: readonly Conclusion[],
  evidence: readonly Evidence[],
): void {
  if (options.stage !== "preDeploy" || options.tempFolder === undefined) return;
  const sights = conclusions.map(({ deployment }, index) => {
    const served = deployment.policyResource;
    const body = served.status === "found" ? served.value.body : undefined;
    const sight = {
      gatheredAt: evidence[index]?.gatheredAt ?? deployment.gatheredAt,
      ...(deployment.id.live === undefined ? {} : { liveId: deployment.id.live }),
      ...(body === undefined ? {} : { servedBodyBase64: Buffer.from(body).toString("base64") }),
    };
    return [deployment.policyDomain, sight] as const;
  });
  try {
    keepEarlierSights(options.tempFolder, Object.fromEntries(sights));
  } catch (error) {
    const where = `${quote(options.tempFolder)}: ${codeOf(error)}`;
    agent.warn(`what was seen before the deployment could not be kept for postDeploy in ${where}`);
  }
}

// The reports come after the log: what fails of them is a warning, and the agent keeps few, errors first.
function speak(agent: Agent, delivery: Delivery): void {
  const { path, complaint } = deliver(delivery, agent);
  if (complaint !== undefined) agent.warn(complaint);
  setOutputs(agent, delivery.report, path);
  agent.complete(stepResult(delivery.report, delivery.file.options));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}

// A job whose share of the domains is empty has outputs too: an earlier job's must not be taken for its own.
function setOutputs(agent: Agent, report: Report, path: string | undefined): void {
  const [first] = report.domains;
  const judged = report.stage === "monitor" ? first?.seen.policyResource : first?.seen.policyFile;
  agent.setOutput("mtaStsResult", report.result);
  agent.setOutput("mtaStsMode", judged?.mode ?? "");
  agent.setOutput("mtaStsPolicyChanged", `${first?.update.policyChanged ?? "unknown"}`);
  agent.setOutput("mtaStsLiveId", first?.id.live ?? "");
  agent.setOutput("mtaStsNextId", first?.id.next ?? "");
  agent.setOutput("mtaStsTxtRecord", first?.update.record ?? "");
  agent.setOutput("mtaStsReport", path ?? "");
}

function stepResult(report: Report, options: Options): Parameters<Agent["complete"]>[0] {
  if (report.result === "passed") return "Succeeded";
  const fails =
    options.failOn === "warning" || (options.failOn === "error" && report.result === "failed");
  return fails ? "Failed" : "SucceededWithIssues";
}

void run();
