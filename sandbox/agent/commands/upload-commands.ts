// Commands that upload files. The file must be there when the command comes; a copy goes to the results folder.
import fs from "node:fs";
import path from "node:path";
import type { LoggingCommand } from "../logging-command";
import type { Upload } from "../report";
import type { StepRecord } from "../step-record";
import { type CommandRule, requiredProperty, restricted } from "./command";
import { isFile } from "./file-exists";

export const uploadSummary = attachNamedAfterFile(
  "summary",
  "DistributedTask.Core.Summary",
  "Cannot upload summary file, summary file location is not specified.",
);

export const uploadFile = attachNamedAfterFile(
  "file",
  "DistributedTask.Core.FileAttachment",
  "Cannot upload file because file location is not specified.",
);

export const addAttachment = restricted((step, command) => {
  const type = requiredProperty(
    command,
    "type",
    "Can't add task attachment, attachment type is not provided.",
  );
  const name = requiredProperty(
    command,
    "name",
    "Can't add task attachment, attachment name is not provided.",
  );
  attach(step, "attachment", { type, name, file: command.data });
});

export const uploadLog = restricted((step, { data }) => {
  attach(step, "log", { type: "DistributedTask.Core.Log", name: "CustomToolLog", file: data });
});

export const uploadBuildSummary = restricted((step, { data }) => {
  const name = `CustomMarkDownSummary-${path.basename(data)}`;
  attach(step, "summary", { type: "DistributedTask.Core.Summary", name, file: data });
});

function attachNamedAfterFile(kind: Upload["kind"], type: string, complaint: string): CommandRule {
  return restricted((step, { data }) => {
    if (data === "") throw new Error(complaint);
    attach(step, kind, { type, name: path.basename(data), file: data });
  });
}

interface Attachment {
  readonly type: string;
  readonly name: string;
  readonly file: string;
}

function attach(step: StepRecord, kind: Upload["kind"], { type, name, file }: Attachment): void {
  for (const part of [type, name]) {
    if (/[/\0]/.test(part)) throw new Error(`'${part}' contains invalid characters.`);
  }
  if (!isFile(file)) {
    throw new Error("Cannot upload task attachment file, it is not specified or does not exist.");
  }
  keep(step, kind, name, file, path.join("attachments", stepFolder(step), type, name));
}

/** artifact.upload: container artifacts, in one folder per container folder. */
export const uploadArtifact = restricted((step, command) => {
  const name = requiredProperty(command, "artifactname", "Artifact Name is required.");
  const container = command.properties.get("containerfolder") ?? name;
  if (command.data === "") throw new Error("Artifact location is required.");
  const source = path.resolve(command.data);
  const isFolder = fs.statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder && !isFile(source)) throw new Error(`Path does not exist: ${command.data}`);
  if (isFolder && !holdsFiles(source)) {
    step.warning(`Directory '${source}' is empty. Nothing will be added to artifact '${name}'.`);
    return;
  }
  const target = path.join("artifacts", container);
  keep(
    step,
    "artifact",
    name,
    source,
    isFolder ? target : path.join(target, path.basename(source)),
  );
});

/** results.publish: paths, split at commas, in the data or in `resultFiles`. */
export const publishTestResults = restricted((step, command) => {
  const list = command.data.trim() === "" ? command.properties.get("resultfiles") : command.data;
  if (list === undefined) throw new Error("'TestResults' has to be specified.");
  requiredProperty(command, "type", "'Testrunner' has to be specified.");
  for (const file of list.split(",")) {
    if (!isFile(file)) throw new Error(`Path does not exist: ${file}`);
    const name = path.basename(file);
    keep(step, "testResults", name, file, path.join("test-results", stepFolder(step), name));
  }
});

export const addBuildTag = restricted((step, { data }: LoggingCommand) => {
  if (data.trim() === "") throw new Error("Build tag is required.");
  step.job.buildTags.add(data.trim());
});

export const updateBuildNumber = restricted((step, { data }: LoggingCommand) => {
  if (data === "") throw new Error("Build number is required.");
  step.job.variables.set("Build.BuildNumber", data);
});

function stepFolder(step: StepRecord): string {
  return `${step.identity.number}-${step.identity.name}`;
}

function keep(
  step: StepRecord,
  kind: Upload["kind"],
  name: string,
  source: string,
  relativeTarget: string,
): void {
  const { results } = step.job.workspace;
  const target = path.join(results, relativeTarget);
  if (!target.startsWith(results + path.sep)) throw new Error(`'${name}' leads out of the results`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.cpSync(source, target, { recursive: true });
  step.uploads.push({ kind, name, path: target });
}

function holdsFiles(folder: string): boolean {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).some((e) => e.isFile());
}
