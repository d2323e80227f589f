// Ids that are points in time, in the spellings found in the field. All times are UTC.

type Spelling =
  | {
      readonly kind: "calendar";
      readonly digits: 8 | 10 | 12 | 14;
      readonly t: string;
      readonly z: string;
    }
  | { readonly kind: "serial"; readonly date: string; readonly number: number }
  | { readonly kind: "unix"; readonly unitMs: 1 | 1000 };

/** Reads an id as a point in time: its spelling, or undefined where it is none. */
function spellingOf(id: string): Spelling | undefined {
  const calendar = /^(\d{8})(?:(T?)(\d{6}|\d{4}|\d{2}))?(Z?)$/i.exec(id);
  if (calendar !== null && isDate(id.slice(0, 8))) {
    const [, date = "", t = "", clock = "", z = ""] = calendar;
    const digits = (8 + clock.length) as 8 | 10 | 12 | 14;
    // Two digits behind a date are an hour only where the letters of a time say so, else a zone's serial number.
    if (digits === 10 && t === "" && z === "")
      return { kind: "serial", date, number: Number(clock) };
    if (isClock(clock)) return { kind: "calendar", digits, t, z };
  }
  if (/^1\d{9}$/.test(id)) return { kind: "unix", unitMs: 1000 };
  return /^1\d{12}$/.test(id) ? { kind: "unix", unitMs: 1 } : undefined;
}

function isDate(digits: string): boolean {
  const year = Number(digits.slice(0, 4));
  const [month, day] = [Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}

function isClock(digits: string): boolean {
  const [hour, minute, second] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** The time that an id names, as far as its spelling tells: first and last instant, ISO 8601 in UTC. */
interface IdTime {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/**
 * Reads an id as a time at the resolution of its spelling: `20260115` is the whole day. Zeros at the end count as not
 * said, since the documented example gives the hour and then `0000`. undefined: the id is no time.
 */
export function timestampOf(id: string): IdTime | undefined {
  const spelling = spellingOf(id);
  if (spelling === undefined) return undefined;
  if (spelling.kind === "unix") return span(Number(id) * spelling.unitMs, spelling.unitMs);
  if (spelling.kind === "serial") return span(startOf(spelling.date, ""), DAY_MS);
  const [date, clock] = [id.slice(0, 8), id.slice(8).replace(/\D/g, "")];
  const said = clock.replace(/(?:00)+$/, "");
  return span(startOf(date, clock), [DAY_MS, HOUR_MS, MINUTE_MS].at(said.length / 2) ?? SECOND_MS);
}

function startOf(date: string, clock: string): number {
  const part = (text: string, at: number) => Number(text.slice(at, at + 2));
  return Date.UTC(
    Number(date.slice(0, 4)),
    part(date, 4) - 1,
    part(date, 6),
    part(clock, 0),
    part(clock, 2),
    part(clock, 4),
  );
}

function span(from: number, milliseconds: number): IdTime {
  const iso = (time: number) => new Date(time).toISOString();
  return { from: iso(from), to: iso(from + milliseconds - 1) };
}

/** True for an id that reads as a date or a point in time. */
export function isTimestampId(id: string): boolean {
  return spellingOf(id) !== undefined;
}

/**
 * The id to publish next in the spelling of the live one, or in Microsoft's (`yyyymmddhhmmssZ`) without one.
 * Where the spelling is too coarse to move, the next finer one is taken.
 * @param now ISO 8601 in UTC
 */
export function nextTimestampId(live: string | undefined, now: string): string {
  const digits = now.replace(/\D/g, "").slice(0, 14);
  const spelling = live === undefined ? undefined : spellingOf(live);
  if (live === undefined || spelling === undefined) return `${digits}Z`;
  const next = respell(spelling, digits, now);
  return next === live ? `${digits}${live.toUpperCase().endsWith("Z") ? "Z" : ""}` : next;
}

function respell(spelling: Spelling, digits: string, now: string): string {
  if (spelling.kind === "unix") return String(Math.floor(Date.parse(now) / spelling.unitMs));
  const date = digits.slice(0, 8);
  if (spelling.kind === "serial") {
    const number = spelling.date === date ? spelling.number + 1 : 1;
    return number > 99 ? digits : date + String(number).padStart(2, "0");
  }
  const clock = digits.slice(8, spelling.digits);
  return date + (clock === "" ? "" : spelling.t) + clock + spelling.z;
}
