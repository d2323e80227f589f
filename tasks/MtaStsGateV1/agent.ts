// The pipeline agent: the only user of azure-pipelines-task-lib and the only writer of stdout. The agent obeys
// `##vso[` and `##[` wherever they stand in a line, so every line passes one of the two writers below.
import * as tl from "azure-pipelines-task-lib/task";
import type { InputSource } from "./inputs";
import { wholePath } from "./path-rules";
import { quote, visible } from "./quote";
import type { LogEntry } from "./report/log-lines";
import type { Problem } from "./report/types";

/** What the task tells the agent and learns from it. */
export interface Agent extends Omit<InputSource, "knownChecks"> {
  readonly write: (entries: readonly LogEntry[]) => void;
  readonly progress: (percent: number, words: string) => void;
  /** Shows a Markdown file on the run's page, under its name. */
  readonly publishSummary: (path: string) => void;
  /** Shows JUnit results on the Tests tab; the path may hold no comma. */
  readonly publishTestResults: (path: string, title: string) => void;
  /** Uploads a SARIF file to where the Scans tab looks; only in a build. */
  readonly uploadAnalysis: (path: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  /** Ends the step; only the first call counts. */
  readonly complete: (result: "Succeeded" | "SucceededWithIssues" | "Failed") => void;
  /** One error issue and the end of the step. */
  readonly fail: (message: string) => void;
  /** A warning about the gate itself, such as a report that could not be written. */
  readonly warn: (message: string) => void;
}

/** Connects to the agent that started this process. */
export function connectAgent(repositoryRoot: () => string): Agent {
  const isDebug = /^true$/i.test(process.env.SYSTEM_DEBUG ?? "");
  let isSilent = false;
  tl.setStdStream({
    write: (line: string) => isSilent || writeCommand(line, isDebug),
  } as never);
  // The library shows each value that it reads in a debug line, secret or not.
  const variable = (name: string) => {
    isSilent = /password/i.test(name);
    const value = tl.getVariable(name) ?? "";
    isSilent = false;
    return value;
  };
  let isComplete = false;
  const complete: Agent["complete"] = (result) => {
    if (isComplete) return;
    isComplete = true;
    tl.command("task.complete", { result }, "");
  };
  const fail = (message: string) => {
    if (isComplete) return;
    tl.command("task.logissue", { type: "error" }, visible(message));
    complete("Failed");
  };
  ownLastResort(fail);
  return {
    input: (name) => tl.getInput(name) ?? "",
    variable,
    write: (entries) => {
      for (const entry of entries) writeEntry(entry, repositoryRoot);
    },
    progress: (percent, words) =>
      tl.command("task.setprogress", { value: `${percent}` }, visible(words)),
    publishSummary: (path) => tl.command("task.uploadsummary", {}, path),
    publishTestResults: (path, title) =>
      tl.command(
        "results.publish",
        {
          type: "JUnit",
          mergeResults: "true",
          runTitle: title,
          publishRunAttachments: "true",
          resultFiles: path,
        },
        "",
      ),
    uploadAnalysis: (path) =>
      tl.command(
        "artifact.upload",
        { containerfolder: "CodeAnalysisLogs", artifactname: "CodeAnalysisLogs" },
        path,
      ),
    setOutput: (name, value) =>
      tl.command("task.setvariable", { variable: name, isOutput: "true" }, value),
    complete,
    fail,
    warn: (message) => tl.command("task.logissue", { type: "warning" }, visible(message)),
  };
}

// The library's handlers would complete the task a second time and print a stack; a bug shall be one clear error.
function ownLastResort(fail: (message: string) => void): void {
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
  process.on("uncaughtException", (error) => {
    const bug = error instanceof Error ? error : new Error(String(error));
    tl.debug(bug.stack ?? bug.message);
    fail(`internal error of the gate, please report it: ${bug.name}: ${quote(bug.message, 200)}`);
  });
}

function writeEntry(entry: LogEntry, repositoryRoot: () => string): void {
  switch (entry.kind) {
    case "text":
      process.stdout.write(`${visible(entry.text)}\n`);
      return;
    case "group":
      process.stdout.write(`##[group]${visible(entry.title)}\n`);
      return;
    case "endgroup":
      process.stdout.write("##[endgroup]\n");
      return;
    default:
      writeIssue(entry.problem, entry.domain, repositoryRoot());
  }
}

function writeIssue(problem: Problem, domain: string, repositoryRoot: string): void {
  const { severity, check, message, file, line, column } = problem;
  const path = file === undefined ? undefined : plainPath(repositoryRoot, file);
  // With a source path the agent itself puts place and code before the message.
  const head = `${path === undefined ? `${check}: ` : ""}${domain === "" ? "" : `${domain}: `}`;
  tl.command(
    "task.logissue",
    {
      type: severity === "error" ? "error" : "warning",
      code: check,
      ...(path === undefined
        ? {}
        : { sourcepath: path, linenumber: `${line ?? 1}`, columnnumber: `${column ?? 1}` }),
    },
    visible(head + message),
  );
}

/** The absolute path, or undefined where it holds anything that a command line should not carry. */
function plainPath(root: string, file: string): string | undefined {
  const path = wholePath(root, file);
  return visible(path, 1000) === path ? path : undefined;
}

// A command of ours ends at its first bracket; a second one in its data, such as an input that the library echoes in
// a debug line, must not be readable as one.
function writeCommand(line: string, isDebug: boolean): boolean {
  const text = line.replace(/\r?\n$/, "");
  const head = /^##vso\[[^\]]*\]/.exec(text)?.[0] ?? "";
  if (head.startsWith("##vso[task.debug") && !isDebug) return true;
  return process.stdout.write(`${head}${visible(text.slice(head.length))}\n`);
}
