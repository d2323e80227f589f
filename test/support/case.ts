// case.json of a fixture: what differs from the healthy domain, in few lines that show the cause.
import type {
  Evidence,
  HttpsExchange,
  Lookup,
  MxRecord,
  TxtStrings,
} from "../../tasks/MtaStsGateV1/evidence/types";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import { type HistoryCase, historyOf, type TargetCase, targetOf } from "./git-case";
import { answer, fetchOf, healthyEvidence, lintEvidence } from "./healthy";
import { type SessionCase, sessionsOf } from "./healthy-session";
import { mergePatch } from "./merge-patch";

/** What a fixture says; without a case.json it is a policy text in stage lint. */
export interface Case {
  readonly stage: Stage;
  readonly options?: Partial<Options>;
  /** Body that the policy host serves; without it the committed one. */
  readonly served?: string;
  /** Merge patch over the answer of the policy host's one address; an array: one patch per address. */
  readonly exchange?: object | readonly object[];
  /** The site of deployedUrl is asked: merge patch over an answer that is all well. */
  readonly site?: object;
  /** Texts of the TXT records that everybody gives; without it one with the hash of the policy, `[]`: NODATA. */
  readonly txt?: readonly string[];
  /** MX records in the form `10 mx1.fabrikam.com`, `0 .` for the null MX; none: NODATA. */
  readonly mx?: readonly string[];
  /** The SMTP probe of each MX host; without it that of the healthy domain's one host. */
  readonly smtp?: { readonly [host: string]: SessionCase };
  /** Content of dns/contoso.com.zone, which is then the recordFile. */
  readonly recordFile?: string;
  /** What git says; without it git was not asked. */
  readonly history?: HistoryCase;
  readonly target?: TargetCase;
  /** Files of the site that are not there; what the fixture's folder `repository` holds is there besides. */
  readonly without?: readonly string[];
  /** Merge patch over the whole evidence, after all the others. */
  readonly evidence?: object;
}

/** The evidence of a case. */
export function evidenceOf(policy: string | Uint8Array, fixture: Case): Evidence {
  const isLint = fixture.stage === "lint";
  const healthy = isLint ? lintEvidence(policy) : healthyEvidence(policy, fixture.served ?? policy);
  const inStep = [`v=STSv1; id=${contentId(Buffer.from(policy))};`];
  const { txt = inStep, mx, exchange, site, smtp, recordFile, history, target } = fixture;
  const evidence: Evidence = {
    ...healthy,
    ...(isLint ? {} : { record: withTexts(healthy.record, txt) }),
    ...(mx === undefined ? {} : { mx: withRecords(healthy.mx, mx.map(mxRecord)) }),
    ...(exchange === undefined
      ? {}
      : { policyResource: patchedExchange(healthy.policyResource, exchange) }),
    ...(site === undefined ? {} : { deployedSite: siteOf(fixture.served ?? policy, site) }),
    ...(smtp === undefined ? {} : { smtp: sessionsOf(smtp) }),
    ...(recordFile === undefined ? {} : { recordFile: fileOf(recordFile) }),
    ...(history === undefined ? {} : { history: historyOf(history) }),
    ...(target === undefined ? {} : { targetBranch: targetOf(target) }),
  };
  return mergePatch(evidence, fixture.evidence ?? {}) as Evidence;
}

/** The options of a case, so far as they differ. */
export function optionsOf({ options, recordFile }: Case): Partial<Options> {
  return recordFile === undefined ? (options ?? {}) : { recordFile: RECORD_FILE, ...options };
}

const RECORD_FILE = "dns/contoso.com.zone";
const SITE = "gentle-sea-0123.azurestaticapps.net";

const NODATA = { status: "absent" as const, code: "NODATA", detail: "no record of this type" };

function withRecords<T>(lookup: Lookup<T>, records: readonly T[]): Lookup<T> {
  const said: Lookup<T>["resolver"] =
    records.length === 0 ? NODATA : { status: "found", value: answer(records) };
  const { nameServers } = lookup;
  return {
    ...lookup,
    resolver: said,
    nameServers:
      nameServers.status === "found"
        ? {
            status: "found",
            value: nameServers.value.map((server) => ({ ...server, answer: said })),
          }
        : nameServers,
  };
}

function withTexts(lookup: Lookup<TxtStrings>, texts: readonly string[]): Lookup<TxtStrings> {
  return withRecords(
    lookup,
    texts.map((text) => [text]),
  );
}

function mxRecord(line: string): MxRecord {
  const [preference = "", exchange = ""] = line.split(" ");
  return { preference: Number(preference), exchange: exchange === "." ? "" : exchange };
}

function patchedExchange(
  fetched: Evidence["policyResource"],
  patches: object | readonly object[],
): Evidence["policyResource"] {
  if (fetched.status !== "found") return fetched;
  const [healthy] = fetched.value.exchanges;
  const exchanges = [patches].flat().map((patch) => mergePatch(healthy, patch) as HttpsExchange);
  return { status: "found", value: { ...fetched.value, exchanges } };
}

function siteOf(body: string | Uint8Array, patch: object): Evidence["deployedSite"] {
  const value = { ...fetchOf(body), url: `https://${SITE}/.well-known/mta-sts.txt` };
  const certificate = { dnsNames: ["*.azurestaticapps.net"], matchesHost: false };
  const healthy = patchedExchange({ status: "found", value }, { certificate });
  return patchedExchange(healthy, patch);
}

function fileOf(text: string): Evidence["recordFile"] {
  const bytes = Buffer.from(text);
  return {
    status: "found",
    value: { path: RECORD_FILE, octets: bytes.length, bytesBase64: bytes.toString("base64") },
  };
}
