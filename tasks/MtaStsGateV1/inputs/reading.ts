// What reading one input gives: its value, or the one sentence that says why there is none.
import { quote } from "../quote";

/** `message` lacks the input's name, which `readInputs` puts in front. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** An input that may be used. */
export function good<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** An input that may not be used; the sentence names it, its value and what is allowed. */
export function bad(message: string): Reading<never> {
  return { ok: false, message };
}

/**
 * A value that is not allowed.
 * @param fault what is wrong with it, as the rest of a clause: "is a folder"
 * @param expected what is allowed, with its verb: "a file is"
 * @param probable what was probably meant, where that can be told
 */
export function unfit(
  value: string,
  fault: string,
  expected: string,
  probable?: string,
): Reading<never> {
  const hint = probable === undefined ? "" : `, probably ${probable}`;
  return bad(`${quote(value)} ${fault}: ${expected} expected${hint}`);
}

/** The value read, or another one where the input is bad. */
export function valueOr<T>(reading: Reading<T>, other: T): T {
  return reading.ok ? reading.value : other;
}

type Values<R> = { [K in keyof R]: R[K] extends Reading<infer T> ? T : never };

/** All values under their names, or the first bad reading in the order of the keys. */
export function settled<R extends { readonly [name: string]: Reading<unknown> }>(
  readings: R,
): Reading<Values<R>> {
  const entries: [string, unknown][] = [];
  for (const [name, reading] of Object.entries(readings)) {
    if (!reading.ok) return reading;
    entries.push([name, reading.value]);
  }
  return good(Object.fromEntries(entries) as Values<R>);
}

/** Reads each line that is not blank; the first bad one is the answer. */
export function eachLine<T>(
  text: string,
  read: (line: string) => Reading<T>,
): Reading<readonly T[]> {
  const values: T[] = [];
  for (const line of linesOf(text)) {
    const reading = read(line);
    if (!reading.ok) return reading;
    values.push(reading.value);
  }
  return good(values);
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
