// Inputs whose value is judged by its text alone: pick lists, numbers, booleans, ids.
import { MAX_ID_LENGTH } from "../mta-sts/limits";
import { quote } from "../quote";
import { nearest } from "./nearest";
import { bad, eachLine, good, type Reading, unfit } from "./reading";

/** More edits than this and a word of a pick list is no likely slip of another. */
const MOST_EDITS = 2;

/** One of the allowed words, written exactly so; empty means `otherwise`. */
export function readChoice<const T extends string>(
  text: string,
  allowed: readonly T[],
  otherwise: NoInfer<T>,
): Reading<T> {
  if (text === "") return good(otherwise);
  const choice = allowed.find((word) => word === text);
  if (choice !== undefined) return good(choice);
  const near = nearest(text, allowed);
  const probable = near !== undefined && near.edits <= MOST_EDITS ? near.word : undefined;
  return unfit(text, "is unknown", `${alternatives(allowed)} is`, probable);
}

function alternatives(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** A whole number in decimal digits; empty means `otherwise`. */
export function readWholeNumber(
  text: string,
  least: number,
  most: number,
  otherwise: number,
): Reading<number> {
  if (text === "") return good(otherwise);
  const expected = `a whole number from ${least} to ${most} is`;
  if (!/^-?[0-9]+$/.test(text)) return unfit(text, "is no whole number", expected);
  const value = Number(text);
  return value < least || value > most
    ? unfit(text, "is out of range", expected)
    : good(Math.abs(value));
}

/** `true` or `false` in any case, as the agent writes `True`; empty means `otherwise`. */
export function readBoolean(text: string, otherwise: boolean): Reading<boolean> {
  if (text === "") return good(otherwise);
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return good(lower === "true");
  const probable = /^(?:yes|y|on|1)$/.test(lower)
    ? "true"
    : /^(?:no|n|off|0)$/.test(lower)
      ? "false"
      : undefined;
  return unfit(text, "is no boolean", "true or false is", probable);
}

/** An id of a TXT record (RFC 8461 section 3.1); undefined when empty. */
export function readId(text: string): Reading<string | undefined> {
  if (text === "") return good(undefined);
  const expected = `1 to ${MAX_ID_LENGTH} letters and digits are`;
  const stray = /[^A-Za-z0-9]/u.exec(text)?.[0];
  if (stray !== undefined) {
    return unfit(text, `holds ${quote(stray)}`, expected, idWithin(text));
  }
  return text.length > MAX_ID_LENGTH
    ? unfit(text, `is ${text.length} characters long`, expected)
    : good(text);
}

/** The id in the text of a whole record, which is easily pasted instead. */
function idWithin(text: string): string | undefined {
  return /(?:^|[;\s"'])id=([A-Za-z0-9]{1,32})(?![A-Za-z0-9])/.exec(text.slice(0, 1000))?.[1];
}

/** Ids of checks, one per line, without repetitions. */
export function readCheckIds(
  text: string,
  knownChecks: readonly string[],
): Reading<readonly string[]> {
  const ids = eachLine(text, (line) => {
    if (knownChecks.includes(line)) return good(line);
    const near = nearest(line, knownChecks)?.word;
    return unfit(line, "is the id of no check", "one known id per line is", near);
  });
  return ids.ok ? good([...new Set(ids.value)]) : ids;
}

/** A variable that the agent found no value for stays in an input as it was written. */
export function unsetVariable(text: string): Reading<never> | undefined {
  const name = /\$\(([A-Za-z0-9_.-]{1,100})\)/.exec(text)?.[1];
  return name === undefined
    ? undefined
    : bad(`${quote(text)} holds the variable ${name}, which is not set: a value is expected`);
}
