// The id that a committed file says the TXT record has or will have, whatever the file's syntax.
import type { IdReading } from "../deployment";
import type { Observation, RepositoryFile } from "../evidence/types";
import { recordNameOf } from "../mta-sts/names";
import { quote } from "../quote";
import { type OwnedRecord, type Owner, withOwners } from "./record-file/owners";
import { type IdInText, idInText } from "./record-file/record-text";
import { sourceOf, syntaxOf } from "./record-file/source";
import { writtenRecords } from "./record-file/written-records";
import { type ZoneTxt, zoneTxtRecords } from "./record-file/zone-file";

type Place = NonNullable<IdReading["place"]>;

/** What a file gives: an id or the expression that makes it, with its place, or why neither. */
export type RecordFileReading =
  | { readonly status: "found"; readonly id: string; readonly place: Place }
  | { readonly status: "expression"; readonly expression: string; readonly place: Place }
  /** `problem` is the rest of a sentence about the file: what is wrong with it, and what is expected. */
  | { readonly status: "unusable"; readonly problem: string };

/** Records that one message lists. */
const MOST_LISTED = 5;

/** `recordFile` as it was seen; undefined where none was asked for. */
export function readRecordFile(
  file: Observation<RepositoryFile>,
  policyDomain: string,
): RecordFileReading | undefined {
  switch (file.status) {
    case "skipped":
      return undefined;
    case "absent":
      return { status: "unusable", problem: "does not exist" };
    case "failed":
      return { status: "unusable", problem: `cannot be read: ${file.error.message}` };
    default:
      return recordIn(Buffer.from(file.value.bytesBase64, "base64"), file.value.path, policyDomain);
  }
}

/**
 * Finds the text `v=STSv1; id=…` of a Policy Domain in a file: of several records the one owned by
 * `_mta-sts.<domain>`; a record without an owner counts where there is none with one.
 * @param policyDomain "" where no domain is known: then every record counts
 */
export function recordIn(bytes: Uint8Array, path: string, policyDomain: string): RecordFileReading {
  const text = decoded(bytes);
  const records = bestOf(recordsIn(text, path), policyDomain);
  const ids = records.map(({ record }) => idInText(record));
  const usable = ids.filter(({ kind }) => kind !== "defect");
  const [first, ...others] = usable.length > 0 ? usable : ids;
  const lineOf = (at: number) => placeOf(text, at).line;
  if (first === undefined) return { status: "unusable", problem: noRecord(policyDomain) };
  if (others.some((other) => wordsOf(other) !== wordsOf(first))) {
    return {
      status: "unusable",
      problem: severalRecords([first, ...others], policyDomain, lineOf),
    };
  }
  const place = { file: path, ...placeOf(text, first.at) };
  switch (first.kind) {
    case "id":
      return { status: "found", id: first.id, place };
    case "expression":
      return { status: "expression", expression: first.expression, place };
    default:
      return { status: "unusable", problem: badRecord(first.text, place.line) };
  }
}

// PowerShell on Windows writes UTF-16 by default.
function decoded(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return Buffer.from(bytes)
    .toString(isUtf16 ? "utf16le" : "utf8")
    .replace(/^\ufeff/, "");
}

function recordsIn(text: string, path: string): readonly OwnedRecord[] {
  const syntax = syntaxOf(path, text);
  const source = sourceOf(text, syntax);
  if (syntax !== "zone") return withOwners(source, syntax, writtenRecords(source.code));
  return zoneTxtRecords(source.code).flatMap((txt) => {
    const owner = zoneOwner(txt);
    const isMeant = /^[ \t]*v[ \t]*=[ \t]*STSv1/i.test(txt.record.text);
    return isMeant
      ? [{ record: txt.record, isNear: () => false, ...(owner === undefined ? {} : { owner }) }]
      : [];
  });
}

function zoneOwner({ owner: { name, isAbsolute } }: ZoneTxt): Owner | undefined {
  const whole = /^_mta-sts(?:\.(.*))?$/.exec(name);
  if (whole === null) return undefined;
  // A zone file may be a template.
  const [rest = "", open] = (whole[1] ?? "").split(/\.?[{$%<#]/);
  return { rest, isAbsolute: isAbsolute && open === undefined, isOpen: open !== undefined };
}

// Records of other domains never count. Of the rest those count whose owner says most surely that they are this one's.
function bestOf(records: readonly OwnedRecord[], policyDomain: string): readonly OwnedRecord[] {
  const ranked = records.map((record) => ({ record, rank: rankOf(record, policyDomain) }));
  const best = Math.max(...ranked.map(({ rank }) => rank));
  return best < 0 ? [] : ranked.filter(({ rank }) => rank === best).map(({ record }) => record);
}

const OTHERS = -1;
const WHOLE_NAME = 1000;
const NEAR_ZONE = 500;

/** How sure it is that a record is the domain's: negative where it is another's. */
function rankOf({ owner, isNear }: OwnedRecord, policyDomain: string): number {
  if (owner === undefined || policyDomain === "") return 0;
  const { rest, zone, isAbsolute, isOpen } = owner;
  const whole = zone === undefined ? rest : [rest, zone].filter((part) => part !== "").join(".");
  if (whole === policyDomain) return WHOLE_NAME;
  const isBelowZone = rest === "" || policyDomain.startsWith(`${rest}.`);
  if (isAbsolute || zone !== undefined || !isBelowZone) return OTHERS;
  // The more of the domain the owner names, the surer it is: `_mta-sts.mail` before `_mta-sts`.
  const labels = rest === "" ? 0 : rest.split(".").length;
  const parent = policyDomain.slice(rest === "" ? 0 : rest.length + 1);
  return 1 + labels + (!isOpen && isNear(parent) ? NEAR_ZONE : 0);
}

function wordsOf(id: IdInText): string {
  if (id.kind === "id") return `id ${id.id}`;
  return id.kind === "expression" ? `id ${quote(id.expression, 60)}` : quote(id.text, 60);
}

function nameOf(policyDomain: string): string {
  return policyDomain === "" ? "" : ` for ${recordNameOf(policyDomain)}`;
}

function noRecord(policyDomain: string): string {
  return `holds no TXT record${nameOf(policyDomain)}: the text v=STSv1; id=… is expected`;
}

function severalRecords(
  ids: readonly IdInText[],
  policyDomain: string,
  lineOf: (at: number) => number,
): string {
  const listed = ids.slice(0, MOST_LISTED).map((id) => `${wordsOf(id)} in line ${lineOf(id.at)}`);
  const more = ids.length > MOST_LISTED ? ` and ${ids.length - MOST_LISTED} more` : "";
  return `holds several different TXT records${nameOf(policyDomain)} (${listed.join(", ")}${more}): one is expected`;
}

function badRecord(text: string, line: number): string {
  return `holds ${quote(text, 60)} in line ${line}, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected`;
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  /* c8 ignore next -- splitting gives one part at least */
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
