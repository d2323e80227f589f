// How the live id stands to the committed policy (design 2.4). RFC 8461 ties them by nothing, so the scheme does.
import type { IdReading, PolicyFile, Record, ServedPolicy } from "../deployment";
import type { EarlierSight, Evidence, Observation } from "../evidence/types";
import { isSameMeaning, type Policy, parsePolicy } from "../mta-sts/policy";
import { isTimestampId, nextTimestampId } from "../mta-sts/timestamp-id";
import type { Options } from "../options";
import { type ContentHash, contentHashOf, contentId } from "./content-id";
import { idOf } from "./record";
import { type RecordFileReading, readRecordFile } from "./record-file";

/** What the id is read from. */
interface IdSources {
  readonly evidence: Evidence;
  readonly options: Options;
  readonly policyFile: Observation<PolicyFile>;
  readonly served: Observation<ServedPolicy>;
  readonly record: Observation<Record>;
  readonly policyChanged: true | false | "unknown";
}

interface KnownText {
  readonly octets: Uint8Array;
  /** Of the committed policy's meaning. */
  readonly isCommitted: boolean;
}

/** Finds the scheme, the expected id, whether the live one is in step, and the one to publish next. */
export function readId(sources: IdSources): IdReading {
  const { options, record } = sources;
  const live = record.status === "found" ? idOf(record.value.reading) : undefined;
  const file = readRecordFile(sources.evidence.recordFile, sources.evidence.policyDomain);
  const explicit = options.expectedId ?? (file?.status === "found" ? file.id : undefined);
  const texts = knownTexts(sources);
  const scheme = schemeOf(options, file, hashAmong(record, texts) ?? live, texts);
  const committed = texts.find((text) => text.isCommitted)?.octets;
  const expected = scheme === "explicit" ? explicit : expectedHash(scheme, live, committed, texts);
  const inStep = inStepOf(sources, scheme, live, expected, texts);
  const reading = {
    scheme,
    ...(live === undefined ? {} : { live }),
    ...(expected === undefined ? {} : { expected }),
    inStep,
  };
  const next = nextId(sources, reading, committed);
  return {
    ...reading,
    isContentHash: isHashOfCommitted(live, texts),
    ...(next === undefined ? {} : { next }),
    ...fileFacts(options, file),
  };
}

// Where `expectedId` is given as well it is the one that counts, and a literal in the file is the same.
function fileFacts(options: Options, file: RecordFileReading | undefined): Partial<IdReading> {
  if (file === undefined || file.status === "unusable") return {};
  if (file.status === "found") return { place: file.place };
  return options.expectedId === undefined ? { place: file.place, expression: file.expression } : {};
}

function knownTexts({ evidence, policyFile, served }: IdSources): readonly KnownText[] {
  const file = evidence.policyFile.status === "found" ? evidence.policyFile.value : undefined;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isCommitted = (policy: Policy | undefined) =>
    policy !== undefined && committed !== undefined && isSameMeaning(policy, committed);
  const earlier = earlierBody(evidence.earlier);
  const texts: KnownText[] = [];
  if (file !== undefined && committed !== undefined) {
    texts.push({ octets: Buffer.from(file.bytesBase64, "base64"), isCommitted: true });
  }
  if (served.status === "found" && served.value.body !== undefined) {
    // Where no file is looked for, as in monitor, what is served is what was meant.
    const isSame = policyFile.status === "skipped" || isCommitted(served.value.text?.policy);
    texts.push({ octets: served.value.body, isCommitted: isSame });
  }
  if (earlier !== undefined) {
    texts.push({ octets: earlier, isCommitted: isCommitted(parsePolicy(earlier).policy) });
  }
  return texts;
}

function earlierBody(earlier: Observation<EarlierSight>): Uint8Array | undefined {
  const body = earlier.status === "found" ? earlier.value.servedBodyBase64 : undefined;
  return body === undefined ? undefined : Buffer.from(body, "base64");
}

function schemeOf(
  options: Options,
  file: RecordFileReading | undefined,
  live: string | undefined,
  texts: readonly KnownText[],
): IdReading["scheme"] {
  const isExplicit =
    options.expectedId !== undefined || (file !== undefined && file.status !== "expression");
  if (options.idScheme === "contentHash" || options.idScheme === "timestamp")
    return options.idScheme;
  if (isExplicit) return "explicit";
  if (file?.status === "expression") return "contentHash";
  if (live === undefined) return "none";
  if (texts.some((text) => contentHashOf(live, text.octets) !== undefined)) return "contentHash";
  return isTimestampId(live) ? "timestamp" : "opaque";
}

// While an update spreads there are two ids, and either may come first.
function hashAmong(record: Observation<Record>, texts: readonly KnownText[]): string | undefined {
  const ids = record.status === "found" ? record.value.otherIds : [];
  return ids.find((id) => texts.some((text) => contentHashOf(id, text.octets) !== undefined));
}

// The live id says which hash its publisher takes; an id that is no hash of a known text leaves SHA-256.
function hashInUse(live: string | undefined, texts: readonly KnownText[]): ContentHash {
  const found = texts.map((text) =>
    live === undefined ? undefined : contentHashOf(live, text.octets),
  );
  return found.find((hash) => hash !== undefined) ?? "sha256";
}

function expectedHash(
  scheme: IdReading["scheme"],
  live: string | undefined,
  committed: Uint8Array | undefined,
  texts: readonly KnownText[],
): string | undefined {
  if (scheme !== "contentHash" || committed === undefined) return undefined;
  return isHashOfCommitted(live, texts) ? live : contentId(committed, hashInUse(live, texts));
}

function isHashOfCommitted(live: string | undefined, texts: readonly KnownText[]): boolean {
  return texts.some(
    (text) =>
      text.isCommitted && live !== undefined && contentHashOf(live, text.octets) !== undefined,
  );
}

function inStepOf(
  sources: IdSources,
  scheme: IdReading["scheme"],
  live: string | undefined,
  expected: string | undefined,
  texts: readonly KnownText[],
): IdReading["inStep"] {
  const { record } = sources;
  if (record.status === "failed" || record.status === "skipped") return "unknown";
  // Senders that ask the name server that lags behind still see the other id.
  const isSplit = record.status === "found" && record.value.dissenting.length > 0;
  if (scheme === "explicit")
    return expected === undefined ? "unknown" : live === expected && !isSplit;
  if (scheme === "contentHash") {
    if (!texts.some((text) => text.isCommitted)) return "unknown";
    return live !== undefined && live === expected && !isSplit;
  }
  return live === undefined ? "unknown" : inStepByChange(sources, live, isSplit);
}

// Without a tie between text and id only a change of the one can be held against a change of the other.
function inStepByChange(
  { evidence, options, policyFile }: IdSources,
  live: string,
  isSplit: boolean,
): IdReading["inStep"] {
  if (options.stage !== "postDeploy") return "unknown";
  const earlier = evidence.earlier.status === "found" ? evidence.earlier.value : undefined;
  const before = options.previousId ?? earlier?.liveId;
  if (before === undefined) return "unknown";
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const body = earlierBody(evidence.earlier);
  const old = body === undefined ? undefined : parsePolicy(body).policy;
  const isKept = old !== undefined && committed !== undefined && isSameMeaning(old, committed);
  return isKept ? !isSplit : live !== before && !isSplit;
}

// While nothing moves the live id stays; where that is unknown a new one is proposed, since a needless fetch harms
// nobody and a missing one leaves senders with the old policy until its max_age is over.
function nextId(
  sources: IdSources,
  reading: Pick<IdReading, "scheme" | "live" | "expected" | "inStep">,
  committed: Uint8Array | undefined,
): string | undefined {
  const { evidence, policyChanged, record } = sources;
  const { scheme, live, expected, inStep } = reading;
  const isDelegated = record.status === "found" && record.value.delegatedTo !== undefined;
  // An id that some name servers have already only has to reach the others.
  const isSpreading = record.status === "found" && record.value.dissenting.length > 0;
  const isSettled =
    policyChanged === false && (inStep !== false || (isSpreading && live === expected));
  // Without a policy to announce there is no new id; a provider behind an alias makes its own.
  if (isDelegated || committed === undefined || (isSettled && live !== undefined)) return live;
  const candidates = [
    expected,
    scheme === "timestamp" ? nextTimestampId(live, evidence.gatheredAt) : undefined,
    contentId(committed),
    nextTimestampId(live, evidence.gatheredAt),
  ];
  // Where a name server lags behind, the id that is expected may be the live one already.
  if (policyChanged !== true && expected !== undefined) return expected;
  return candidates.find((id) => id !== undefined && id !== live);
}
