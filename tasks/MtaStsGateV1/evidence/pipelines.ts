// Looks for the repository's Azure Pipelines: a bounded look that follows no link out of it and judges nothing.
import { posix } from "node:path";
import type { Options } from "../options";
import { type Walk, walkOnce } from "../repository-walk";
import { isBuildFile } from "./build-files";
import { isYaml } from "./deployers";
import type { PipelineFiles } from "./pipeline-files";
import { redact } from "./redaction";
import { readRepositoryFile } from "./repository";
import type { Observation, RepositoryFile } from "./types";

/** Files that are read, files that are kept, and octets of each. */
const MOST_READ = 400;
const MOST_FILES = 20;
const MOST_OCTETS = 65_536;

/** Folders and files of one kind that are named. */
const MOST_FOLDERS = 500;
const MOST_NAMED = 100;

/** A file without one of these has nothing to do with a policy. */
const TELLING =
  /MtaStsGate@|AzureStaticWebApp@|AzureFunctionApp(?:Container)?@|\bswa(?:\.cmd)?\s+deploy\b|static-web-apps-cli|functionapp\s+(?:publish|deployment)/i;

/** Workflows and pipelines of other services. */
const FOREIGN = /^\.(?:github|gitlab|circleci|woodpecker)\/|(?:^|\/)\.gitlab-ci\.ya?ml$/;

/** Looks once for all domains: what a repository's pipelines are does not depend on them. */
export function lookAtPipelines(
  options: Pick<Options, "stage" | "repositoryRoot">,
  walk: Walk = walkOnce(options.repositoryRoot),
): Observation<PipelineFiles> {
  if (options.stage === "monitor") {
    return { status: "skipped", reason: "stage monitor looks for no file" };
  }
  const { paths, folders } = walk(
    (name) => isYaml(name) || name === "mta-sts.txt" || isBuildFile(name),
  );
  const files = filesAmong(paths.filter(isCandidate), options.repositoryRoot);
  if (files.length === 0) {
    return { status: "absent", code: "ENOENT", detail: "no pipeline deploys or runs the gate" };
  }
  const words = new Set(files.flatMap(({ text }) => text.split(/[^\w.-]+/)));
  const named = (isWanted: (name: string) => boolean) =>
    paths.filter((path) => isWanted(posix.basename(path))).slice(0, MOST_NAMED);
  return {
    status: "found",
    value: {
      files: files.map(({ file }) => file),
      folders: folders.filter((path) => words.has(posix.basename(path))).slice(0, MOST_FOLDERS),
      policies: named((name) => name === "mta-sts.txt"),
      builds: named((name) => isBuildFile(name)),
    },
  };
}

function isCandidate(path: string): boolean {
  return isYaml(posix.basename(path)) && !FOREIGN.test(path);
}

function filesAmong(
  paths: readonly string[],
  repositoryRoot: string,
): readonly { readonly file: RepositoryFile; readonly text: string }[] {
  const depth = (path: string) => path.split("/").length;
  const nearFirst = [...paths].sort((a, b) => depth(a) - depth(b));
  return nearFirst
    .slice(0, MOST_READ)
    .flatMap((path) => {
      const file = readRepositoryFile(repositoryRoot, path);
      if (file.status !== "found") return [];
      const bytes = Buffer.from(file.value.bytesBase64, "base64").subarray(0, MOST_OCTETS);
      const text = bytes.toString("utf8");
      if (!TELLING.test(text)) return [];
      const safe = redact(text);
      const kept = Buffer.from(safe).toString("base64");
      return [{ file: { ...file.value, bytesBase64: kept }, text: safe }];
    })
    .slice(0, MOST_FILES);
}
