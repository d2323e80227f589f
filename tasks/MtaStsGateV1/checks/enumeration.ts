// Names in a sentence: a few of them, and how many more there are.

const MAX_NAMED = 5;

/** "a", "a and b", "a, b, c, d, e and 3 more". */
export function enumeration(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED);
  const more = names.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
