// The only composition: inputs → gather → interpret → judge → report → result (design 3).
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Agent, connectAgent } from "./agent";
import { checks } from "./checks";
import { type Conclusion, conclude, concludeDomain } from "./conclude";
import { keepEarlierSights } from "./evidence/earlier";
import { gather } from "./evidence/gather";
import type { Evidence, EvidenceFile, Observation, SmtpSession } from "./evidence/types";
import { readInputs, readProxyCredentials } from "./inputs";
import { knowledge } from "./knowledge";
import type { Options } from "./options";
import { quote } from "./quote";
import { evidenceJson, reportJson } from "./report/json";
import { logOf } from "./report/log";
import type { Report } from "./report/types";
import { missingOf, pauseBefore } from "./wait";

/** Runs the task once; the result reaches the agent by exactly one task.complete. */
async function run(): Promise<void> {
  let root = "";
  const agent = connectAgent(() => root);
  const read = readInputs({ ...agent, knownChecks: checks.map((check) => check.id) });
  if (!read.ok) {
    agent.fail(read.message);
    return;
  }
  const { options } = read;
  root = options.repositoryRoot;
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
  keepForPostDeploy(options, conclusions, evidence);
  speak(agent, options, file, report, conclusions);
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
  const sessions = new Map<string, Observation<SmtpSession>>();
  const settings = {
    signal,
    sessions,
    ...(proxyCredentials === undefined ? {} : { proxyCredentials }),
  };
  const seen = new Map<string, Evidence>();
  const gatherInto = async (domains: readonly string[]) => {
    for (const evidence of await gather({ ...options, domains }, settings)) {
      seen.set(evidence.policyDomain, evidence);
    }
  };
  const deadline = performance.now() + options.waitMinutes * 60_000;
  await gatherInto(options.domains);
  for (let round = 1; !signal.aborted; round += 1) {
    const waiting = stillMissing(options, seen);
    const secondsLeft = (deadline - performance.now()) / 1000;
    if (waiting.length === 0 || secondsLeft <= 0) break;
    tellProgress(agent, waiting, secondsLeft);
    await pause(pauseBefore(round, secondsLeft), signal);
    if (!signal.aborted) await gatherInto(waiting.map(({ domain }) => domain));
  }
  return options.domains.flatMap((domain) => seen.get(domain) ?? []);
}

interface Waiting {
  readonly domain: string;
  readonly missing: readonly string[];
}

function stillMissing(options: Options, seen: ReadonlyMap<string, Evidence>): readonly Waiting[] {
  if (options.stage !== "postDeploy") return [];
  return [...seen].flatMap(([domain, evidence]) => {
    const missing = missingOf(concludeDomain(evidence, options, knowledge), options);
    return missing.length === 0 ? [] : [{ domain, missing }];
  });
}

function tellProgress(agent: Agent, waiting: readonly Waiting[], secondsLeft: number): void {
  const [first] = waiting;
  const more = waiting.length > 1 ? `, and ${waiting.length - 1} more domains` : "";
  const words = `waiting: ${first?.domain}: ${first?.missing.join(", ")}${more}; ${Math.ceil(secondsLeft)} s left`;
  agent.write([{ kind: "text", text: words }]);
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

function keepForPostDeploy(
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
  keepEarlierSights(options.tempFolder, Object.fromEntries(sights));
}

function speak(
  agent: Agent,
  options: Options,
  file: EvidenceFile,
  report: Report,
  conclusions: readonly Conclusion[],
): void {
  const path = writeReports(agent, options, file, report);
  agent.write(logOf(report, conclusions));
  setOutputs(agent, report, path);
  agent.complete(stepResult(report, options));
}

function writeReports(
  agent: Agent,
  options: Options,
  file: EvidenceFile,
  report: Report,
): string | undefined {
  const path = join(options.reportFolder, "mta-sts-gate.json");
  try {
    mkdirSync(options.reportFolder, { recursive: true });
    writeFileSync(path, reportJson(report));
    writeFileSync(join(options.reportFolder, "evidence.json"), evidenceJson(file));
    return path;
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    agent.warn(`the reports could not be written to ${quote(options.reportFolder)}: ${code}`);
    return undefined;
  }
}

function setOutputs(agent: Agent, report: Report, path: string | undefined): void {
  const [first] = report.domains;
  if (first === undefined) return;
  const { policyFile, policyResource } = first.seen;
  const judged = report.stage === "monitor" ? policyResource : policyFile;
  agent.setOutput("mtaStsResult", report.result);
  agent.setOutput("mtaStsMode", judged.mode ?? "");
  agent.setOutput("mtaStsPolicyChanged", `${first.update.policyChanged}`);
  agent.setOutput("mtaStsLiveId", first.id.live ?? "");
  agent.setOutput("mtaStsNextId", first.id.next ?? "");
  agent.setOutput("mtaStsTxtRecord", first.update.record ?? "");
  agent.setOutput("mtaStsReport", path ?? "");
}

function stepResult(report: Report, options: Options): Parameters<Agent["complete"]>[0] {
  if (report.result === "passed") return "Succeeded";
  const fails =
    options.failOn === "warning" || (options.failOn === "error" && report.result === "failed");
  return fails ? "Failed" : "SucceededWithIssues";
}

void run();
