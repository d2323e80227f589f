// What the agent says about itself: folders, the pull request, proxy.
import { resolve } from "node:path";
import type { AgentProxy } from "../options";
import type { InputSource } from "./input-source";

type VariableSource = Pick<InputSource, "variable">;

/** User name and password for the agent's proxy; they never enter the options, which the evidence keeps. */
interface ProxyCredentials {
  readonly username: string;
  readonly password: string;
}

/** Root of the checked-out repository, absolute; outside an agent the working directory. */
export function repositoryRootOf(source: VariableSource): string {
  const names = [
    "Build.SourcesDirectory",
    "Build.Repository.LocalPath",
    "System.DefaultWorkingDirectory",
  ];
  const root = names.map((name) => source.variable(name)).find((value) => value !== "");
  return resolve(root ?? "");
}

/** True in a build that validates a pull request. */
export function isPullRequestBuild(source: VariableSource): boolean {
  return source.variable("Build.Reason").toLowerCase() === "pullrequest";
}

/** Target branch of the pull request that this build validates; the agent gives it with `refs/heads/` or without. */
export function targetBranchOf(source: VariableSource): string | undefined {
  const name = source.variable("System.PullRequest.TargetBranch").replace(/^refs\/heads\//, "");
  return isPullRequestBuild(source) && name !== "" ? name : undefined;
}

/** The agent's proxy without credentials; undefined where there is none that speaks HTTP. */
export function proxyOf(source: VariableSource): AgentProxy | undefined {
  const url = proxyUrl(source);
  return url === undefined ? undefined : { url: url.origin, bypass: bypassOf(source) };
}

/** Credentials of the agent's proxy, from its own variables or else from the proxy's URL. */
export function readProxyCredentials(source: VariableSource): ProxyCredentials | undefined {
  const url = proxyUrl(source);
  if (url === undefined) return undefined;
  const username = source.variable("Agent.ProxyUsername");
  if (username !== "") return { username, password: source.variable("Agent.ProxyPassword") };
  return url.username === ""
    ? undefined
    : { username: decoded(url.username), password: decoded(url.password) };
}

function proxyUrl(source: VariableSource): URL | undefined {
  const text = source.variable("Agent.ProxyUrl");
  if (text === "") return undefined;
  const full = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

function bypassOf(source: VariableSource): readonly string[] {
  const list = parsedJson(source.variable("Agent.ProxyBypassList"));
  return Array.isArray(list) ? list.filter(isPattern) : [];
}

function isPattern(entry: unknown): entry is string {
  if (typeof entry !== "string") return false;
  try {
    return new RegExp(entry, "i").source !== "";
  } catch {
    return false;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
