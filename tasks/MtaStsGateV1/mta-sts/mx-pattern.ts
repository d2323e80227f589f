// The value of an `mx` field: a host name, or a host name behind a wildcard label (RFC 8461 sections 3.2 and 4.1).
import { MAX_LABEL_OCTETS, MAX_NAME_LENGTH } from "./limits";
import {
  asciiLowerCase,
  canonicalName,
  hasNonAscii,
  isAddress,
  isIpv4,
  isLdhLabel,
  toALabels,
} from "./names";
import { commentAt, withoutComment } from "./value-comment";

/** A pattern that a conforming sender accepts. `base` is lower-case, without the wildcard label. */
export interface MxPattern {
  /** As written. */
  readonly text: string;
  readonly wildcard: boolean;
  readonly base: string;
}

/** What keeps a value from being an mx pattern. */
export type MxPatternDefect =
  | "empty"
  | "several-hosts"
  | "comment"
  | "url"
  | "address-literal"
  | "mail-address"
  | "u-label"
  | "invisible-character"
  | "root-dot"
  | "wildcard"
  | "underscore"
  | "label-too-long"
  | "name-too-long"
  | "syntax";

/** The pattern, or the first defect of a value that is none. */
export type MxPatternReading =
  | { readonly ok: true; readonly pattern: MxPattern }
  | {
      readonly ok: false;
      readonly defect: MxPatternDefect;
      /** Index in the value where the defect sits, 0-based. */
      readonly at: number;
      /** The value that was probably meant, itself a legal pattern. */
      readonly suggestion?: string;
    };

/** Blanks and marks that look like nothing on a screen but are not WSP (RFC 5234 appendix B.1). */
const INVISIBLE =
  /[\u0085\u00a0\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]/;

/** Position of the first invisible character, or -1. */
export function invisibleCharacterAt(text: string): number {
  return text.search(INVISIBLE);
}

/** The text without its invisible characters. */
export function withoutInvisibleCharacters(text: string): string {
  return text.replace(new RegExp(INVISIBLE.source, "g"), "");
}

/**
 * Reads the value of an `mx` field by the grammar `["*."] Domain` (RFC 8461 section 3.2, RFC 5321 section 4.1.2),
 * with the lengths of RFC 1035. Never throws; a value that is no pattern comes back with its first defect.
 */
export function parseMxPattern(value: string): MxPatternReading {
  if (isMxPattern(value)) return { ok: true, pattern: patternOf(value) };
  const { defect, at, repaired } = defectOf(value);
  // A single label under a wildcard is a whole top-level domain, and alone it is no MX host: nothing to suggest.
  const isHost = repaired !== value && /\w\.\w/.test(repaired ?? "");
  const suggestion =
    repaired !== undefined && isHost && isMxPattern(repaired) ? repaired : undefined;
  return { ok: false, defect, at, ...(suggestion === undefined ? {} : { suggestion }) };
}

function patternOf(value: string): MxPattern {
  const wildcard = value.startsWith("*.");
  return { text: value, wildcard, base: asciiLowerCase(wildcard ? value.slice(2) : value) };
}

function isMxPattern(value: string): boolean {
  const base = value.startsWith("*.") ? value.slice(2) : value;
  return (
    base.length <= MAX_NAME_LENGTH &&
    base.split(".").every((label) => label.length <= MAX_LABEL_OCTETS && isLdhLabel(label))
  );
}

interface Defect {
  readonly defect: MxPatternDefect;
  readonly at: number;
  readonly repaired?: string;
}

function defectOf(value: string): Defect {
  if (value === "") return { defect: "empty", at: 0 };
  const invisible = invisibleCharacterAt(value);
  if (invisible >= 0) {
    return {
      defect: "invisible-character",
      at: invisible,
      repaired: withoutInvisibleCharacters(value),
    };
  }
  const comment = commentAt(value);
  if (comment >= 0) return { defect: "comment", at: comment, repaired: withoutComment(value) };
  const gap = value.search(/[ \t,;]/);
  if (gap >= 0) {
    const trailing = /^[ \t,;]+$/.test(value.slice(gap));
    return trailing
      ? { defect: "syntax", at: gap, repaired: value.slice(0, gap) }
      : { defect: "several-hosts", at: gap };
  }
  if (isAddress(value)) return { defect: "address-literal", at: 0 };
  if (value.includes("://") || /[/?]/.test(value) || /^[^[\]]+:\d+$/.test(value)) {
    return { defect: "url", at: Math.max(0, value.search(/[:/?]/)), repaired: hostOfUrl(value) };
  }
  if (value.includes("@")) {
    // The domain of an address is the Policy Domain, not its MX host: no repair.
    return { defect: "mail-address", at: value.indexOf("@") };
  }
  if (hasNonAscii(value)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
    const at = value.search(/[^\x00-\x7f]/);
    return { defect: "u-label", at, ...definedRepair(toALabels(value.replace(/\.$/, ""))) };
  }
  if (value.endsWith(".") && value !== "." && value !== "*." && !value.endsWith("..")) {
    return { defect: "root-dot", at: value.length - 1, repaired: value.slice(0, -1) };
  }
  if (isWildcardMisplaced(value)) return { defect: "wildcard", at: wildcardAt(value) };
  if (value.startsWith(".")) return { defect: "syntax", at: 0, repaired: `*${value}` };
  if (value.includes("_")) return { defect: "underscore", at: value.indexOf("_") };
  return lengthOrSyntaxDefect(value);
}

// What follows a wildcard in its place is judged for itself.
function isWildcardMisplaced(value: string): boolean {
  return value.includes("*") && !/^\*\.[^*]+$/.test(value);
}

function wildcardAt(value: string): number {
  return value.startsWith("*.") && value.includes("*", 1)
    ? value.indexOf("*", 1)
    : value.indexOf("*");
}

function lengthOrSyntaxDefect(value: string): Defect {
  const start = value.startsWith("*.") ? 2 : 0;
  let at = start;
  for (const label of value.slice(start).split(".")) {
    if (!isLdhLabel(label)) return { defect: "syntax", at };
    if (label.length > MAX_LABEL_OCTETS) return { defect: "label-too-long", at };
    at += label.length + 1;
  }
  return { defect: "name-too-long", at: start + MAX_NAME_LENGTH };
}

function definedRepair(repaired: string | undefined): { readonly repaired?: string } {
  return repaired === undefined ? {} : { repaired };
}

function hostOfUrl(value: string): string {
  return value
    .replace(/^[^/]*:\/\//, "")
    .replace(/[/?][\s\S]*/, "")
    .replace(/:\d+$/, "");
}

/**
 * Whether a pattern covers an MX host (RFC 8461 section 4.1): equal names, or the wildcard standing for exactly one
 * whole left-most label. Case and the host's root dot do not count.
 */
export function mxPatternMatches(pattern: MxPattern, mxHost: string): boolean {
  const host = canonicalName(mxHost);
  if (!pattern.wildcard) return host === pattern.base;
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot + 1) === pattern.base;
}

/** An IPv4 address derives from the grammar's Domain, yet no MX record can name it (RFC 1035 section 3.3.9). */
export function isAddressPattern(pattern: MxPattern): boolean {
  return isIpv4(pattern.base);
}
