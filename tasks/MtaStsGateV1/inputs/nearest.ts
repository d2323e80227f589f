// What was probably meant by a word that is not on the list.

/** No word on our lists is longer; what lies beyond tells nothing and costs time. */
const MOST_CHARACTERS = 64;

/** The word of the list that is the fewest edits away, case aside, and how many; undefined for an empty list. */
export function nearest(
  text: string,
  words: readonly string[],
): { readonly word: string; readonly edits: number } | undefined {
  const given = text.slice(0, MOST_CHARACTERS).toLowerCase();
  return words
    .map((word) => ({ word, edits: editsBetween(given, word.toLowerCase()) }))
    .reduce<{ word: string; edits: number } | undefined>(
      (best, next) => (best === undefined || next.edits < best.edits ? next : best),
      undefined,
    );
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = at(row, j) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, at(row, j + 1) + 1, at(next, j) + 1));
    }
    row = next;
  }
  return at(row, row.length - 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
