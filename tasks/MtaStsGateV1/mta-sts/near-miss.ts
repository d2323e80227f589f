// What was probably meant by a field name or a value that senders do not know (registry: RFC 8461 section 9.3).
// Any well-formed name is a legal extension, so a name counts as a slip only where little else explains it.
import { parseMxPattern } from "./mx-pattern";
import { asciiLowerCase } from "./names";
import { FIELD_NAMES, type FieldName, isMode, MODES, type Mode } from "./policy";
import { typingSlips } from "./typing-slips";
import { withoutComment } from "./value-comment";

/** The registered name that an unknown field was probably meant to have. */
export interface NearMiss {
  readonly field: FieldName;
  /** False where the name could as well be an extension: then it counts only if the registered field is missing. */
  readonly isSure: boolean;
}

const MAX_NAME_LENGTH = 40;
const MAX_VALUE_LENGTH = 300;

/** Ordinary words one slip away from a registered name (hyphens and underscores aside). */
const ORDINARY_WORDS = [
  "code",
  "made",
  "model",
  "modem",
  "more",
  "move",
  "node",
  "manage",
  "maxpage",
];

/** Names that people give to the field where they do not know its own. */
const OTHER_NAMES: { readonly [F in FieldName]: readonly string[] } = {
  version: ["v"],
  mode: ["policy", "policymode"],
  mx: ["host", "hosts", "mail", "mailserver", "server"],
  max_age: ["age", "max", "maxtime", "ttl"],
};

/**
 * The registered name that was probably meant by the name and value of another field; undefined for a registered name
 * and for what is likely a true extension. Costs no more for a long name or value than for a short one.
 */
export function nearestFieldName(name: string, value: string): NearMiss | undefined {
  if (name.length > MAX_NAME_LENGTH || isFieldNameRegistered(name)) return undefined;
  const folded = asciiLowerCase(name).replace(/[^a-z0-9]/g, "");
  const sure = FIELD_NAMES.find((field) => isSlipOf(field, name, folded, value));
  if (sure !== undefined) return { field: sure, isSure: true };
  const likely = FIELD_NAMES.find(
    (field) => resembles(field, folded) && isPlausibleValue(field, value),
  );
  return likely === undefined ? undefined : { field: likely, isSure: false };
}

/** True for one of the four registered names in exactly their spelling. */
export function isFieldNameRegistered(name: string): name is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(name);
}

function isSlipOf(field: FieldName, name: string, folded: string, value: string): boolean {
  if (asciiLowerCase(name) === field) return true;
  const bare = field.replace("_", "");
  if (field === "mx") {
    const isNear = /^(?:[a-z]mx|mx[a-z]|xm|mx[0-9]{1,2}|mx(?:host|record|server)s?)$/.test(folded);
    return (isNear || folded === bare) && isPlausibleValue(field, value);
  }
  if (folded === bare) return true;
  const slips = typingSlips(folded, bare);
  if (field === "version") return slips <= 1 || (slips <= 2 && isPlausibleValue(field, value));
  return slips <= 1 && !ORDINARY_WORDS.includes(folded) && isPlausibleValue(field, value);
}

function resembles(field: FieldName, folded: string): boolean {
  const bare = field.replace("_", "");
  const undecorated = folded.replace(/^(?:mta)?sts|^policy/, "");
  return (
    undecorated === bare ||
    OTHER_NAMES[field].includes(folded) ||
    typingSlips(folded, bare) <= (field === "mx" ? 1 : 2)
  );
}

/** True for a value that fits the field or was probably meant to: "enforced" for mode, "604,800" for max_age. */
export function isPlausibleValue(field: FieldName, value: string): boolean {
  if (value.length > MAX_VALUE_LENGTH) return false;
  const bare = withoutComment(value);
  if (field === "version")
    return /[0-9]/.test(bare) && typingSlips(lettersAndDigits(bare), "stsv1") <= 2;
  if (field === "mode") return nearestMode(bare) !== undefined;
  if (field === "max_age") return /^[+"']?[0-9][0-9.,_' ]*[0-9]{2}[ a-z"']*$/i.test(bare);
  const reading = parseMxPattern(bare);
  const pattern = reading.ok ? bare : (reading.suggestion ?? "");
  return /\.[^.]*[a-z][^.]*$/i.test(pattern);
}

const MODE_WORDS: { readonly [M in Mode]: readonly string[] } = {
  enforce: ["enforcing", "enforcement"],
  // "report" is the mode's name in the drafts before RFC 8461.
  testing: ["test", "tests", "tested", "testonly", "report", "reporting", "reportonly"],
  none: ["no", "off", "disable", "disabled"],
};

/** The mode that was probably meant by a value such as "Enforced", "[testing]" or "report". */
export function nearestMode(value: string): Mode | undefined {
  if (isMode(value)) return value;
  if (value.length > MAX_NAME_LENGTH) return undefined;
  const folded = lettersAndDigits(value);
  return MODES.find(
    (mode) => folded === mode || MODE_WORDS[mode].includes(folded) || isTypedLike(folded, mode),
  );
}

// "none" is too short for two slips: "one" and "nine" would be read as a withdrawal.
function isTypedLike(folded: string, mode: Mode): boolean {
  const slips = typingSlips(folded, mode);
  return mode === "none" ? slips <= 1 && folded.startsWith("no") : slips <= 2;
}

function lettersAndDigits(text: string): string {
  return text.length > MAX_NAME_LENGTH ? text : text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
