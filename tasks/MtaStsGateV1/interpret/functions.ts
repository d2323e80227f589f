// The Functions apps of the repository, read: which functions serve the policy, and how.
import type { FunctionsApps } from "../evidence/functions-apps";
import type { Observation, RepositoryFile } from "../evidence/types";
import { contentTypesIn } from "../functions/content-types";
import { dotnetFunctions } from "../functions/dotnet-functions";
import { jsonFunctions } from "../functions/function-json";
import { readHostJson } from "../functions/host-json";
import type { FunctionsSight, HttpFunction } from "../functions/http-function";
import { nodeFunctions } from "../functions/node-functions";

/** The apps that serve a policy. */
export interface Functions {
  readonly apps: readonly FunctionsSight[];
  readonly prefixSettings: readonly string[];
}

/** Reads every app. */
export function readFunctions(seen: Observation<FunctionsApps>): Observation<Functions> {
  if (seen.status !== "found") return seen;
  const { apps, prefixSettings } = seen.value;
  const read = apps.map(({ root, hostJson, files }) => ({
    root,
    hostJson: readHostJson(hostJson.path, octetsOf(hostJson)),
    ...readFiles(files),
  }));
  return { status: "found", value: { apps: read, prefixSettings } };
}

const SERVES = /mta-sts|STSv1/i;

/** The function of this name or route is the policy's, whatever else its file has. */
const NAMED = /mta-?sts|well-known/i;

function readFiles(
  files: readonly RepositoryFile[],
): Pick<FunctionsSight, "functions" | "contentTypes" | "unread"> {
  const read = files.map((file) => ({ file, all: functionsIn(file) }));
  const functions = read.flatMap(({ all }) => policyFunctions(all));
  const folders = new Set(functions.map(({ file }) => folderOf(file)));
  const isAlone = ({ path }: RepositoryFile) =>
    read.every(({ file, all }) => file.path !== path || all.length <= 1) &&
    (functions.some(({ file }) => file === path) ||
      functions.some(
        ({ model, file }) => model === "function.json" && folderOf(file) === folderOf(path),
      ));
  const sources = files.filter(({ path }) => !path.endsWith("function.json"));
  return {
    functions,
    contentTypes: sources
      .filter(isAlone)
      .flatMap((file) => contentTypesIn(file.path, textOf(file))),
    unread: sources
      .filter((file) => !folders.has(folderOf(file.path)) && isServing(file))
      .map(({ path }) => path),
  };
}

function functionsIn(file: RepositoryFile): readonly HttpFunction[] {
  if (file.path.endsWith("function.json")) return jsonFunctions(file.path, octetsOf(file));
  if (/\.[cm]?[jt]s$/i.test(file.path)) return nodeFunctions(file.path, textOf(file));
  return /\.(?:cs|fs)$/i.test(file.path) ? dotnetFunctions(file.path, textOf(file)) : [];
}

function policyFunctions(all: readonly HttpFunction[]): readonly HttpFunction[] {
  const named = all.filter(
    ({ name, route }) => NAMED.test(name) || (typeof route === "object" && NAMED.test(route.value)),
  );
  return named.length > 0 || all.length > 1 ? named : all;
}

function isServing(file: RepositoryFile): boolean {
  const text = textOf(file);
  return (
    SERVES.test(text) &&
    /http/i.test(text) &&
    !/\.test\.|\.spec\.|(?:^|\/)tests?\//i.test(file.path)
  );
}

function folderOf(path: string): string {
  return path.replace(/\/?[^/]*$/, "");
}

function octetsOf({ bytesBase64 }: RepositoryFile): Buffer {
  return Buffer.from(bytesBase64, "base64");
}

function textOf(file: RepositoryFile): string {
  return octetsOf(file).toString("utf8");
}
