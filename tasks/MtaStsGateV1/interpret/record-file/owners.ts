// Whose record a text is: by the owner name `_mta-sts…` and the zone near it.
import { canonicalName, toALabels, toULabels } from "../../mta-sts/names";
import type { RecordText, Span } from "./record-text";
import { type Regions, regionsOf } from "./regions";
import type { Source, Syntax } from "./source";

/** An owner name as a file gives it. */
export interface Owner {
  /** What follows `_mta-sts`, without dots at its ends: the Policy Domain, or its part below the zone. */
  readonly rest: string;
  /** The zone, where it stands with the name: `contoso.com/_mta-sts`. */
  readonly zone?: string;
  /** The name ends with the root dot or is known to be whole otherwise. */
  readonly isAbsolute: boolean;
  /** The end of the name is filled in later: `_mta-sts.${var.domain}`. */
  readonly isOpen: boolean;
}

/** A record's text with its owner, where one is told. */
export interface OwnedRecord {
  readonly record: RecordText;
  readonly owner?: Owner;
  /** Names of zones that stand near this record and nearer to no other one. */
  readonly isNear: (zone: string) => boolean;
}

// `_mta-sts` as a label of its own, with the labels after it, and how the name ends. The zone that may stand before it is
// read backwards from here: a pattern that begins with it would try every letter of a long line as its start.
const OWNER = new RegExp(
  [
    "(?<![\\p{L}\\p{N}_.-])_mta-sts(?<rest>(?:\\.[\\p{L}\\p{N}-]+)*)",
    "(?:\\.(?<open>[{$%<#]|__)|(?<dot>\\.?)(?!\\.?[\\p{L}\\p{N}_-]))",
  ].join(""),
  "giu",
);

const ZONE = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;

/** Longer is no name (RFC 1035 section 2.3.4), whatever stands there. */
const MAX_NAME_LENGTH = 255;

/** Finds the owners of records in a file that is no zone file. `records` are in the order of the file. */
export function withOwners(
  source: Source,
  syntax: Syntax,
  records: readonly RecordText[],
): readonly OwnedRecord[] {
  /* c8 ignore next -- every record has a first character */
  const places = records.map(({ offsets }) => offsets[0] ?? 0);
  const regions = regionsOf(source.bare, syntax);
  const owners = ownersNear(source.code, places, regions);
  const near = new Map<string, ReadonlySet<number>>();
  const nearTo = (zone: string) => {
    const known = near.get(zone) ?? recordsNear(zone, source.code, places, regions);
    near.set(zone, known);
    return known;
  };
  return records.map((record, i) => {
    const owner = owners[i];
    return {
      record,
      isNear: (zone) => nearTo(zone).has(i),
      ...(owner === undefined ? {} : { owner }),
    };
  });
}

/** A region that speaks for the records in it. */
interface Claim extends Span {
  /** undefined: different names stand there, which cancel out. */
  readonly owner: Owner | undefined;
}

// A name speaks for the records in the smallest region that holds it and a record; the smallest such region counts.
function ownersNear(
  code: string,
  places: readonly number[],
  regions: Regions,
): readonly (Owner | undefined)[] {
  const claims = new Map<string, Claim>();
  for (const match of code.matchAll(OWNER)) {
    const { start, end } = regions.around(match.index, places);
    const owner = ownerOf(match, zoneBefore(code, match.index));
    const key = `${start}-${end}`;
    const known = claims.get(key);
    const isOne = known === undefined || isSame(known.owner, owner);
    claims.set(key, { start, end, owner: isOne ? owner : undefined });
  }
  const smallestFirst = [...claims.values()].sort((a, b) => a.end - a.start - (b.end - b.start));
  return places.map(
    (place) => smallestFirst.find(({ start, end }) => place >= start && place < end)?.owner,
  );
}

/** The zone in `contoso.com/_mta-sts`. */
function zoneBefore(code: string, at: number): string | undefined {
  if (code[at - 1] !== "/") return undefined;
  const before = code.slice(Math.max(0, at - 1 - MAX_NAME_LENGTH), at - 1);
  const from = [...before.matchAll(/[^\p{L}\p{N}.-]/gu)].at(-1);
  const zone = from === undefined ? before : before.slice(from.index + from[0].length);
  return ZONE.test(zone) ? zone : undefined;
}

function ownerOf(match: RegExpMatchArray, zone: string | undefined): Owner {
  /* c8 ignore next -- the pattern has groups */
  const { rest = "", dot, open } = match.groups ?? {};
  return {
    rest: asALabels(rest.slice(1)),
    isAbsolute: dot === "." && rest !== "",
    // A name that ends after `_mta-sts.` goes on behind the quotes.
    isOpen: open !== undefined || (dot === "." && rest === ""),
    ...(zone === undefined ? {} : { zone: asALabels(zone) }),
  };
}

function asALabels(name: string): string {
  return toALabels(canonicalName(name)) ?? canonicalName(name);
}

function isSame(a: Owner | undefined, b: Owner): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Indices of the records that are nearest to a mention of the zone, in the plainest spelling that tells any apart. */
function recordsNear(
  zone: string,
  code: string,
  places: readonly number[],
  regions: Regions,
): ReadonlySet<number> {
  for (const spelling of spellingsOf(zone)) {
    const found = new Set<number>();
    for (const { index } of code.matchAll(spelling)) {
      const { start, end } = regions.around(index, places);
      places.forEach((place, i) => {
        if (place >= start && place < end) found.add(i);
      });
    }
    if (found.size > 0) return found;
  }
  return new Set();
}

// The name itself; then as identifiers have it (contoso_com); then its first label (azurerm_dns_zone.contoso).
function spellingsOf(zone: string): readonly RegExp[] {
  const names = [...new Set([zone, toULabels(zone)])].map((name) => name.replaceAll(".", "\\."));
  const labels = zone.split(".");
  const whole = `(?<![\\p{L}\\p{N}_-]|[\\p{L}\\p{N}_-]\\.)(?:${names.join("|")})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}_-])`;
  const identifier = (text: string) => `(?<![A-Za-z0-9])${text}(?![A-Za-z0-9])`;
  return [
    whole,
    identifier(labels.join("[._-]")),
    /* c8 ignore next -- two labels are there */
    ...(labels.length === 2 ? [identifier(labels[0] ?? "")] : []),
  ].map((pattern) => new RegExp(pattern, "giu"));
}
