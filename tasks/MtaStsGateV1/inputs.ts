// Task inputs and agent variables → Options. Reads the file system, opens no socket.
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  isPullRequestBuild,
  proxyOf,
  repositoryRootOf,
  targetBranchOf,
} from "./inputs/agent-variables";
import { readDomains } from "./inputs/domain-input";
import { readShare } from "./inputs/domain-share";
import { readConnectTo, readDeployedUrl, readDnsServers } from "./inputs/endpoint-inputs";
import { fileKind } from "./inputs/file-kind";
import { readMxHosts } from "./inputs/host-name-input";
import type { InputSource } from "./inputs/input-source";
import { readPath, readPolicyFile, readSiteRoot, siteRootOf } from "./inputs/path-inputs";
import {
  readBoolean,
  readCheckIds,
  readChoice,
  readId,
  readWholeNumber,
  unsetVariable,
} from "./inputs/plain-inputs";
import { bad, good, type Reading, settled, unfit, valueOr } from "./inputs/reading";
import { readRecordFile } from "./inputs/record-file-input";
import { readAgentCaFile, readTrustAnchors } from "./inputs/trust-inputs";
import { ID_SCHEMES, type IdScheme, type Options, STAGES, type Stage } from "./options";

export { readProxyCredentials } from "./inputs/agent-variables";
export type { InputSource } from "./inputs/input-source";

/**
 * Validates every input and makes the options of a run.
 * @returns the options, with sentences about what the agent gives and is of no use; or one sentence about the first bad
 *   input in the order of task.json: its name, its value and what is allowed, fit for a log
 */
export function readInputs(
  source: InputSource,
):
  | { readonly ok: true; readonly options: Options; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string } {
  const repositoryRoot = repositoryRootOf(source);
  const tempFolder = source.variable("Agent.TempDirectory");
  const readings = readAll(source, repositoryRoot, tempFolder);
  if (!readings.ok) return readings;
  const { stage, domain, policyFile, siteRoot, unverified, ...rest } = readings.value;
  const agentCa = readAgentCaFile(source);
  const options = onlyGiven({
    ...stage,
    targetBranch: targetBranchOf(source),
    domains: domain.domains,
    share: domain.share,
    repositoryRoot,
    policyFile,
    siteRoot: siteRoot ?? (policyFile === undefined ? undefined : siteRootOf(policyFile)),
    ...rest,
    unverified: unverified === "auto" ? unverifiedIn(stage.stage) : unverified,
    agentCaFile: agentCa.path,
    proxy: proxyOf(source),
    tempFolder: tempFolder === "" ? undefined : tempFolder,
  });
  // Lint opens no connection.
  const isMissed = agentCa.complaint !== undefined && options.stage !== "lint";
  return { ok: true, options, warnings: isMissed ? [agentCa.complaint] : [] };
}

// Every input is read here, once, in the order of task.json.
function readAll(source: InputSource, repositoryRoot: string, tempFolder: string) {
  const read = <T>(name: string, readText: (text: string) => Reading<T>): Reading<T> => {
    const text = source.input(name).trim();
    const reading = unsetVariable(text) ?? readText(text);
    return reading.ok ? reading : bad(`${name} ${reading.message}`);
  };
  const stage = read("stage", (text) => readStage(text, isPullRequestBuild(source)));
  const stageName = valueOr<{ readonly stage: Stage }>(stage, { stage: "lint" }).stage;
  const domains = read("domain", (text) => readDomains(text, stageName === "lint"));
  const domain = domains.ok ? good(readShare(source, domains.value)) : domains;
  const place = { repositoryRoot, domains: valueOr(domain, { domains: [] }).domains };
  const siteRoot = read("siteRoot", (text) => readSiteRoot(text, place));
  const expectedId = read("expectedId", readId);
  const recordFile = read("recordFile", (text) =>
    readRecordFile(text, place, valueOr(expectedId, undefined)),
  );
  const hasExplicitId = !isEmpty(expectedId) || !isEmpty(recordFile);
  return settled({
    stage,
    domain,
    policyFile: read("policyFile", (text) =>
      // A bad site root is reported as such, not as a policy file that is missing.
      text === "" && !siteRoot.ok
        ? good(undefined)
        : readPolicyFile(text, stageName, valueOr(siteRoot, undefined), place),
    ),
    siteRoot,
    expectedId,
    recordFile,
    idScheme: read("idScheme", (text) => readIdScheme(text, hasExplicitId)),
    previousId: read("previousId", readId),
    idUpdate: read("idUpdate", (text) => readChoice(text, ["manual", "pipeline"], "manual")),
    plannedMx: read("plannedMx", readMxHosts),
    checkSmtp: read("checkSmtp", (text) => readChoice(text, ["auto", "always", "never"], "auto")),
    timeoutSeconds: read("timeoutSeconds", (text) => readWholeNumber(text, 1, 60, 60)),
    waitMinutes: read("waitMinutes", (text) => readWholeNumber(text, 0, 60, 5)),
    deployedUrl: read("deployedUrl", readDeployedUrl),
    dnsServers: read("dnsServers", readDnsServers),
    connectTo: read("connectTo", readConnectTo),
    trustAnchors: read("trustAnchors", (text) => readTrustAnchors(text, repositoryRoot)),
    failOn: read("failOn", (text) => readChoice(text, ["error", "warning", "never"], "error")),
    liveFaults: read("liveFaults", (text) => readChoice(text, ["fail", "warn"], "fail")),
    unverified: read("unverified", (text) => readChoice(text, ["auto", "fail", "warn"], "auto")),
    ignoreChecks: read("ignoreChecks", (text) => readCheckIds(text, source.knownChecks)),
    reportFolder: read("reportFolder", (text) =>
      readReportFolder(text, repositoryRoot, tempFolder),
    ),
    publishSummary: read("publishSummary", (text) => readBoolean(text, true)),
    publishTestResults: read("publishTestResults", (text) => readBoolean(text, true)),
    publishSarif: read("publishSarif", (text) => readBoolean(text, false)),
  });
}

function isEmpty(reading: Reading<string | undefined>): boolean {
  return reading.ok && reading.value === undefined;
}

function readStage(
  text: string,
  isPullRequest: boolean,
): Reading<{ readonly stage: Stage; readonly demoted: boolean }> {
  const choice = readChoice(text, ["auto", ...STAGES], "auto");
  if (!choice.ok) return choice;
  const usual = isPullRequest ? "pullRequest" : "preDeploy";
  const demoted = choice.value === "postDeploy" && isPullRequest;
  const stage = choice.value === "auto" || demoted ? usual : choice.value;
  return good({ stage, demoted });
}

function readIdScheme(text: string, hasExplicitId: boolean): Reading<IdScheme> {
  const scheme = readChoice(text, ID_SCHEMES, "auto");
  return scheme.ok && scheme.value === "explicit" && !hasExplicitId
    ? unfit(text, "has no id to hold to", "the input expectedId or recordFile is")
    : scheme;
}

function unverifiedIn(stage: Stage): Options["unverified"] {
  return stage === "pullRequest" ? "warn" : "fail";
}

function readReportFolder(
  text: string,
  repositoryRoot: string,
  tempFolder: string,
): Reading<string> {
  if (text === "") return good(join(resolve(tempFolder || tmpdir()), "mta-sts-gate"));
  const path = readPath(text, repositoryRoot);
  if (!path.ok) return path;
  const folder = resolve(repositoryRoot, path.value);
  const kind = fileKind(folder);
  return kind === "file" || kind === "other"
    ? unfit(text, "is a file", "the path of a folder is")
    : good(folder);
}

type OnlyGiven<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

function onlyGiven<T extends object>(values: T): OnlyGiven<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as OnlyGiven<T>;
}
