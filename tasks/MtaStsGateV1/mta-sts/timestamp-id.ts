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
  if (calendar !== null && isDate(calendar[1] ?? "")) {
    const [, date = "", t = "", clock = "", z = ""] = calendar;
    const digits = (8 + clock.length) as 8 | 10 | 12 | 14;
    // Two digits behind a date are an hour only where the letters of a time say so, else a zone's serial number.
    if (digits === 10 && t === "" && z === "") return { kind: "serial", date, number: Number(clock) };
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
