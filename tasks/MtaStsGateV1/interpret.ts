// Thinks: reads every observation of one domain once, so that checks only look at what it means. Pure.
import type { Deployment, PolicyFile, ServedPolicy } from "./deployment";
import { effectiveAnswer } from "./evidence/effective-answer";
import type { Evidence, Observation, RepositoryFile } from "./evidence/types";
import { policyInCode, withoutCode } from "./interpret/embedded";
import { readFunctions } from "./interpret/functions";
import { readHistory } from "./interpret/history";
import { readId } from "./interpret/id";
import { isIdAlone } from "./interpret/id-alone";
import { knownTexts } from "./interpret/known-texts";
import { mxWords, readMx } from "./interpret/mx";
import { answeringHosts, readMxHosts } from "./interpret/mx-hosts";
import { readPipelines } from "./interpret/pipelines";
import { bringsEnforce, policyBefore } from "./interpret/policy-before";
import { readMisplaced, readRecord, recordWords } from "./interpret/record";
import { readRemoval } from "./interpret/removal";
import { readFetch } from "./interpret/served-policy";
import { isUnresolved, readServers, staleAnswer } from "./interpret/servers";
import { readSite } from "./interpret/site";
import { changedInPullRequest, readTarget } from "./interpret/target-branch";
import { readTlsRptAnswer } from "./interpret/tls-rpt";
import { isRecordMissing } from "./interpret/update";
import { stateOf } from "./interpret/update-state";
import { policyHostOf } from "./mta-sts/names";
import { isSameMeaning, parsePolicy } from "./mta-sts/policy";
import type { Options } from "./options";

/** Reads the evidence of one Policy Domain. The same evidence and options give the same deployment. */
export function interpret(raw: Evidence, options: Options): Deployment {
  const evidence = withoutCode(raw);
  const policyFile = readPolicyFile(evidence.policyFile, raw.policyFile);
  const record = readRecord(evidence);
  const policyResource = map(evidence.policyResource, (fetch) =>
    readFetch(fetch, policyHostOf(evidence.policyDomain)),
  );
  const policyChanged = changed(policyFile, policyResource, record);
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const history = readHistory(evidence.history, committed);
  const proposal = pullRequest(evidence, policyFile);
  const sources = {
    evidence,
    options,
    policyFile,
    served: policyResource,
    record,
    policyChanged,
    history,
    ...proposal,
  };
  const mx = readMx(evidence.mx);
  const mxHosts = readMxHosts(evidence, mx, options);
  const before = policyBefore({ options, policyFile, policyResource }, evidence.earlier);
  const id = readId(sources);
  const previous = previousId(evidence, options);
  const base = {
    options,
    policyDomain: evidence.policyDomain,
    gatheredAt: evidence.gatheredAt,
    announced: isAnnounced(record, policyResource),
    policyFile,
    ...readSite(evidence, options),
    functions: readFunctions(evidence.functions),
    pipelines: readPipelines(evidence.pipelines),
    record,
    ...previous,
    ...dnsBeside(evidence),
    tlsRpt: readTlsRptAnswer(evidence),
    mx,
    mxHosts,
    smtp: answeringHosts(mxHosts),
    bringsEnforce: bringsEnforce({ options, policyFile, policyResource }, before),
    policyResource,
    splitDns: evidence.policyHost.splitFrom,
    hostAliases: readAliases(evidence.policyHost),
    deployedSite: map(evidence.deployedSite, (fetch) =>
      /* c8 ignore next -- only deployedUrl makes the gate ask there */
      readFetch(fetch, new URL(options.deployedUrl ?? fetch.url).hostname, false),
    ),
    policyChanged,
    ...(before === undefined ? {} : { policyBefore: before }),
    history,
    ...proposal,
    ...removal({ policyFile, policyResource, history, gatheredAt: evidence.gatheredAt, before }),
    id,
    isIdAlone: isIdAlone(
      { ...sources, ...previous, id, policyBefore: before },
      knownTexts(sources),
    ),
  };
  return { ...base, state: stateOf(base) };
}

function readAliases({ a, aaaa }: Evidence["policyHost"]): Deployment["hostAliases"] {
  const answers = [a, aaaa].map(effectiveAnswer);
  const found = answers.find((answer) => answer.status === "found");
  return found?.status === "found" ? found.value.chain.map(({ target }) => target) : [];
}

function map<A, B>(observation: Observation<A>, read: (value: A) => B): Observation<B> {
  return observation.status === "found"
    ? { status: "found", value: read(observation.value) }
    : observation;
}

function readPolicyFile(
  file: Observation<RepositoryFile>,
  raw: Observation<RepositoryFile>,
): Observation<PolicyFile> {
  const places = policyInCode(raw)?.places;
  return map(file, ({ path, octets, bytesBase64 }) => ({
    path,
    text: parsePolicy(Buffer.from(bytesBase64, "base64"), octets),
    ...(places === undefined ? {} : { places }),
  }));
}

function pullRequest(
  evidence: Evidence,
  policyFile: Observation<PolicyFile>,
): Pick<Deployment, "targetBranch" | "changedInPullRequest"> {
  const targetBranch = readTarget(evidence);
  const changes = changedInPullRequest(policyFile, targetBranch);
  return { targetBranch, ...(changes === undefined ? {} : { changedInPullRequest: changes }) };
}

function removal(facts: Parameters<typeof readRemoval>[0]): Pick<Deployment, "removal"> {
  const reading = readRemoval(facts);
  return reading === undefined ? {} : { removal: reading };
}

function previousId({ earlier }: Evidence, options: Options): Pick<Deployment, "previousId"> {
  const id = options.previousId ?? (earlier.status === "found" ? earlier.value.liveId : undefined);
  return id === undefined ? {} : { previousId: id };
}

function dnsBeside(
  evidence: Evidence,
): Pick<
  Deployment,
  "recordServers" | "staleRecord" | "unresolved" | "misplaced" | "mxServers" | "staleMx"
> {
  const staleRecord = staleAnswer(evidence.record, recordWords);
  const staleMx = staleAnswer(evidence.mx, mxWords);
  return {
    recordServers: readServers(evidence.record, recordWords),
    ...(staleRecord === undefined ? {} : { staleRecord }),
    unresolved: (["record", "mx"] as const).filter((name) => isUnresolved<unknown>(evidence[name])),
    misplaced: readMisplaced(evidence),
    mxServers: readServers(evidence.mx, mxWords),
    ...(staleMx === undefined ? {} : { staleMx }),
  };
}

// Unknown counts as announced (docs/stages.md): only an authoritative no to both makes a first deployment.
function isAnnounced(record: Deployment["record"], served: Observation<ServedPolicy>): boolean {
  const isNotServed =
    served.status === "absent" ||
    (served.status === "found" && served.value.text?.policy === undefined);
  return record.status !== "skipped" && !(isRecordMissing({ record }) && isNotServed);
}

function changed(
  file: Observation<PolicyFile>,
  served: Observation<ServedPolicy>,
  record: Deployment["record"],
): Deployment["policyChanged"] {
  if (served.status === "failed" || served.status === "skipped") return "unknown";
  const live = served.status === "found" ? served.value.text?.policy : undefined;
  if (file.status === "absent") return live !== undefined;
  const committed = file.status === "found" ? file.value.text.policy : undefined;
  if (committed === undefined) return "unknown";
  if (live !== undefined) return !isSameMeaning(committed, live);
  return isAnnounced(record, served) ? "unknown" : true;
}
