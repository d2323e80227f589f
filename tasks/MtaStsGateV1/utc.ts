// Points in time as messages show them.

/** `2026-11-24T08:00:00.000Z` → `2026-11-24 08:00:00 UTC`. */
export function utc(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
