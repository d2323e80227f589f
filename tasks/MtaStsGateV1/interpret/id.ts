// How the live id stands to the committed policy (docs/architecture.md). RFC 8461 ties them by nothing, so the scheme does.
import type { Deployment, IdReading, PolicyPast, ServedPolicy } from "../deployment";
import type { Evidence, Observation } from "../evidence/types";
import { isTimestampId, nextTimestampId } from "../mta-sts/timestamp-id";
import type { Options } from "../options";
import { type ContentHash, contentHashOf, contentId } from "./content-id";
import { inStepOf } from "./in-step";
import { type KnownText, knownTexts } from "./known-texts";
import { idOf } from "./record";
import { type RecordFileReading, readRecordFile } from "./record-file";

/** What the id is read from. */
interface IdSources {
  readonly evidence: Evidence;
  readonly options: Options;
  readonly policyFile: Deployment["policyFile"];
  readonly served: Observation<ServedPolicy>;
  readonly record: Deployment["record"];
  readonly policyChanged: Deployment["policyChanged"];
  readonly history: Observation<PolicyPast>;
  readonly targetBranch: Deployment["targetBranch"];
  readonly changedInPullRequest?: Deployment["changedInPullRequest"];
}

/** Finds the scheme, the expected id, whether the live one is in step, and the one to publish next. */
export function readId(sources: IdSources): IdReading {
  const { options, record, evidence } = sources;
  const live = record.status === "found" ? idOf(record.value.reading) : undefined;
  const file = readRecordFile(evidence.recordFile, evidence.policyDomain);
  const explicit = options.expectedId ?? (file?.status === "found" ? file.id : undefined);
  const texts = knownTexts(sources);
  const scheme = schemeOf(options, file, hashAmong(record, texts) ?? live, texts);
  const committed = texts.find((text) => text.isCommitted)?.octets;
  const expected = scheme === "explicit" ? explicit : expectedHash(scheme, live, file, texts);
  const step = inStepOf({ ...sources, scheme, live, expected, texts });
  const reading = {
    scheme,
    ...(live === undefined ? {} : { live }),
    ...(expected === undefined ? {} : { expected }),
    ...step,
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
function hashAmong(record: Deployment["record"], texts: readonly KnownText[]): string | undefined {
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
  file: RecordFileReading | undefined,
  texts: readonly KnownText[],
): string | undefined {
  const committed = texts.find((text) => text.isCommitted)?.octets;
  if (scheme !== "contentHash" || committed === undefined) return undefined;
  if (isHashOfCommitted(live, texts)) return live;
  return isHashExpected(live, file, texts)
    ? contentId(committed, hashInUse(live, texts))
    : undefined;
}

// An expression in recordFile need not make the content hash: where neither its words nor the live id look like one,
// the hash is not what it makes.
function isHashExpected(
  live: string | undefined,
  file: RecordFileReading | undefined,
  texts: readonly KnownText[],
): boolean {
  if (file?.status !== "expression" || live === undefined) return true;
  const looksLikeHash = /^[0-9a-f]{32}$/i.test(live) || /sha\d|md5|hash/i.test(file.expression);
  return looksLikeHash || texts.some((text) => contentHashOf(live, text.octets) !== undefined);
}

function isHashOfCommitted(live: string | undefined, texts: readonly KnownText[]): boolean {
  return texts.some(
    (text) =>
      text.isCommitted && live !== undefined && contentHashOf(live, text.octets) !== undefined,
  );
}

// While nothing moves the live id stays; where that is unknown a new one is proposed, since a needless fetch harms
// nobody and a missing one leaves senders with the old policy until its max_age is over.
function nextId(
  sources: IdSources,
  reading: Pick<IdReading, "scheme" | "live" | "expected" | "inStep">,
  committed: Uint8Array | undefined,
): string | undefined {
  const { evidence, policyChanged, changedInPullRequest, targetBranch, record } = sources;
  const { scheme, live, expected, inStep } = reading;
  const isDelegated = record.status === "found" && record.value.delegatedTo !== undefined;
  // An id that some name servers have already only has to reach the others.
  const isSpreading = record.status === "found" && record.value.dissenting.length > 0;
  const isChanged =
    policyChanged === true || (policyChanged !== false && changedInPullRequest === true);
  // An id that a name server has already brings the policy before, and one of the target branch is that of its policy.
  const taken = [
    live,
    ...(isChanged && record.status === "found" ? record.value.otherIds : []),
    isChanged && targetBranch.status === "found" ? targetBranch.value.recordId : undefined,
  ];
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
  if (!isChanged && expected !== undefined) return expected;
  return candidates.find((id) => id !== undefined && !taken.includes(id));
}
