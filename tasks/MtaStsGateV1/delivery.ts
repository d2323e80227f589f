// Writes the reports as files and hands them to the agent. Whatever cannot be written or published: the verdict stands.
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Agent } from "./agent";
import type { Conclusion } from "./conclude";
import type { EvidenceFile } from "./evidence/types";
import { makeFolder } from "./make-folder";
import { quote, visible } from "./quote";
import { evidencePieces, reportJson } from "./report/json";
import type { Report } from "./report/types";

/** What there is to deliver. */
export interface Delivery {
  readonly file: EvidenceFile;
  readonly report: Report;
  readonly conclusions: readonly Conclusion[];
}

type Publisher = Pick<
  Agent,
  "publishSummary" | "publishTestResults" | "uploadAnalysis" | "variable"
>;

interface ReportFile {
  readonly name: string;
  /** In one piece or in several. */
  readonly text: () => string | Iterable<string>;
  /** Hands the file to the agent, where that is asked for. */
  readonly publish?: (path: string) => void;
}

/**
 * Writes all reports into their folder and publishes those that are asked for.
 * @returns the path of the JSON report or of a copy that later steps can be told, undefined where there is none; and
 *   one sentence about all that failed
 */
export function deliver(
  delivery: Delivery,
  agent: Publisher,
): { readonly path?: string; readonly complaint?: string } {
  const { options } = delivery.file;
  const { reportFolder, tempFolder } = options;
  try {
    makeFolder(reportFolder);
  } catch (error) {
    return {
      complaint: `the reports could not be written to ${quote(reportFolder)}: ${codeOf(error)}`,
    };
  }
  const failures: string[] = [];
  const files = filesOf(delivery, agent);
  const written = files.filter(({ name, text }) => {
    const fault = write(join(reportFolder, name), text);
    if (fault !== undefined) failures.push(`${name} could not be written (${fault})`);
    return fault === undefined;
  });
  for (const { name, publish } of written) {
    const fault =
      publish === undefined ? undefined : hand(join(reportFolder, name), publish, tempFolder);
    if (fault !== undefined) failures.push(`${name} could not be published (${fault})`);
  }
  const isThere = written.some(({ name }) => name === REPORT);
  const told = isThere ? named(join(reportFolder, REPORT), tempFolder) : {};
  if (told.fault !== undefined) {
    failures.push(`${REPORT} could not be named in mtaStsReport (${told.fault})`);
  }
  return {
    ...(told.path === undefined ? {} : { path: told.path }),
    ...(failures.length === 0
      ? {}
      : { complaint: `of the reports in ${quote(reportFolder)}, ${failures.join(", ")}` }),
  };
}

/** What makes the reports, a file of its own in the package, loaded when it is first asked for. */
export function makers(): typeof import("./report/reports") {
  return require("./report/reports");
}

const REPORT = "mta-sts-gate.json";

function filesOf({ file, report, conclusions }: Delivery, agent: Publisher): readonly ReportFile[] {
  const { options } = file;
  const title = titleOf(report.stage, options.share);
  return [
    { name: REPORT, text: () => reportJson(report) },
    { name: "evidence.json", text: () => evidencePieces(file) },
    {
      // The page of the run shows the name as a title.
      name: `${title}.md`,
      text: () => makers().summaryMarkdown(report, conclusions),
      ...(options.publishSummary ? { publish: agent.publishSummary } : {}),
    },
    {
      name: "mta-sts-gate.xml",
      text: () => makers().testResultsXml(report, conclusions),
      // Of a job without a domain there is none: the agent would warn of it.
      ...(options.publishTestResults && report.domains.length > 0
        ? { publish: (path: string) => agent.publishTestResults(path, title) }
        : {}),
    },
    {
      // Two steps of a job upload into one artifact, and so do all jobs of a run.
      name: `mta-sts-gate-${report.stage}${jobMark(agent)}.sarif`,
      text: () => makers().sarifJson(report, conclusions),
      ...(options.publishSarif ? { publish: (path: string) => uploadSarif(path, agent) } : {}),
    },
  ];
}

// The agent splits paths at commas.
function titleOf(stage: string, share: EvidenceFile["options"]["share"]): string {
  const title = `MTA-STS Policy Gate (${stage})`;
  return share?.job === undefined ? title : `${title} job ${share.job} of ${share.jobs}`;
}

/** Tells the files of jobs apart that come from one description, by `parallel` or by `matrix`. */
function jobMark(agent: Pick<Agent, "variable">): string {
  const [job, jobs] = ["System.JobPositionInPhase", "System.TotalJobsInPhase"].map((name) =>
    agent.variable(name),
  );
  return /^\d+$/.test(job ?? "") && /^\d+$/.test(jobs ?? "") && jobs !== "1" ? `-job${job}` : "";
}

// Elsewhere the agent refuses the command and fails the step.
function uploadSarif(path: string, agent: Publisher): void {
  const host = agent.variable("System.HostType");
  if (host.toLowerCase() !== "build") {
    throw new Error(`only a build has artifacts, System.HostType is ${quote(host)}`);
  }
  agent.uploadAnalysis(path);
}

function write(path: string, text: ReportFile["text"]): string | undefined {
  try {
    const content = text();
    if (typeof content === "string") writeFileSync(path, content);
    else writePieces(path, content);
    return undefined;
  } catch (error) {
    removeRest(path);
    return codeOf(error);
  }
}

function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

// A report that ends in the middle is worse than none.
function removeRest(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays as it is: the warning names it.
  }
}

function hand(
  path: string,
  publish: (path: string) => void,
  tempFolder: string | undefined,
): string | undefined {
  try {
    publish(isPublishable(path) ? path : copied(path, tempFolder));
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** The path, or else that of a copy, that reaches later steps as it is. */
function named(
  path: string,
  tempFolder: string | undefined,
): { readonly path?: string; readonly fault?: string } {
  try {
    return { path: isTellable(path) ? path : copied(path, tempFolder) };
  } catch (error) {
    return { fault: codeOf(error) };
  }
}

/** The agent splits lists of files at commas. */
function isPublishable(path: string): boolean {
  return !path.includes(",") && isTellable(path);
}

// What the writer of commands would make visible, or cut, is no path any more; the library writes % in a longer form.
function isTellable(path: string): boolean {
  const written = path.replaceAll("%", "%AZP25");
  return visible(written) === written;
}

function copied(path: string, tempFolder: string | undefined): string {
  const folder = [tempFolder, tmpdir()].find((one) => one !== undefined && isPublishable(one));
  if (folder === undefined) throw new Error("the agent cannot be told the path");
  const copy = join(mkdtempSync(join(folder, "mta-sts-gate-")), basename(path));
  copyFileSync(path, copy);
  return copy;
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? visible(message, 200);
}
