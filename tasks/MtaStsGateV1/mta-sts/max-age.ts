// What was probably meant by a max_age that is no number, or an odd one (RFC 8461 section 3.2).
import { ONE_DAY_SECONDS } from "./limits";
import { parseMaxAge } from "./policy";
import { typingSlips } from "./typing-slips";

const MAX_VALUE_LENGTH = 60;

const UNIT_SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^s(?:ec(?:ond)?s?)?$/, 1],
  [/^m(?:in(?:ute)?s?)?$/, 60],
  [/^h(?:(?:ou)?rs?)?$/, 3600],
  [/^d(?:ays?)?$/, ONE_DAY_SECONDS],
  [/^w(?:eeks?)?$/, 7 * ONE_DAY_SECONDS],
  [/^months?$/, 30 * ONE_DAY_SECONDS],
  [/^y(?:ears?)?$/, 365 * ONE_DAY_SECONDS],
];

/** Zero of each script's digits that people paste; their ten digits follow one another. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];

/**
 * The legal seconds that were probably meant by a `max_age` value that is none: thousands separators, units, quotes,
 * a plus sign, decimals, digits of another script. Undefined where nothing likely is found.
 */
export function intendedMaxAge(value: string): number | undefined {
  if (value.length > MAX_VALUE_LENGTH) return undefined;
  const text = asciiDigits(value)
    .toLowerCase()
    .replace(/^["'+[=\s]+/, "")
    .replace(/["'\];,.\s]+$/, "");
  const [, number, unit] = /^([0-9][0-9.,_' \u00a0\u2009\u202f]*)([a-z]*)$/.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const seconds = UNIT_SECONDS.find(([spelling]) => unit === "" || spelling.test(unit))?.[1];
  const amount = plainNumber(number.trim());
  if (seconds === undefined || amount === undefined) return undefined;
  return parseMaxAge(String(Math.trunc(amount * seconds)));
}

function asciiDigits(text: string): string {
  return Array.from(text, (character) => {
    const code = Number(character.codePointAt(0));
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? character : String(code - zero);
  }).join("");
}

// Groups of exactly three digits are thousands, a lone point or comma before other digits is a decimal mark.
function plainNumber(text: string): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  if (/^[0-9]{1,3}(?:[.,_' \u00a0\u2009\u202f][0-9]{3})+$/.test(text)) {
    return Number(text.replace(/[^0-9]/g, ""));
  }
  return /^[0-9]+[.,][0-9]+$/.test(text) ? Number(text.replace(",", ".")) : undefined;
}

/** The lifetimes that policies really carry, the most common first. */
const USUAL_SECONDS: readonly number[] = [
  604_800, 86_400, 31_557_600, 31_536_000, 2_592_000, 1_209_600, 1_296_000, 7_776_000, 15_552_000,
  15_768_000, 15_778_800, 5_184_000, 2_419_200, 2_678_400, 259_200, 172_800,
];

/** Whole hours below a day that people choose on purpose, and a day and a half. */
const USUAL_HOURS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 36];

/**
 * The usual lifetime that a legal `max_age` misses by one slip (a digit lost, doubled, replaced or swapped), in seconds;
 * undefined for a lifetime that looks chosen: whole days, usual hours, round figures, a little more than a usual value.
 */
export function mistypedMaxAge(seconds: number): number | undefined {
  return looksChosen(seconds)
    ? undefined
    : USUAL_SECONDS.find((usual) => typingSlips(String(seconds), String(usual)) === 1);
}

function looksChosen(seconds: number): boolean {
  return (
    seconds % ONE_DAY_SECONDS === 0 ||
    USUAL_HOURS.some((hours) => seconds === hours * 3600) ||
    /^[0-9]{1,2}0*$/.test(String(seconds)) ||
    USUAL_SECONDS.some((usual) => usual - 1 <= seconds && seconds <= usual * 1.01)
  );
}
