// Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, the common part).
import { parseMxPattern } from "./mx-pattern";

const MAX_LENGTH = 300;

// Cyrillic, then Greek, and below each the Latin letter that it looks like.
const LOOKALIKES = "аеіјорсѕухһαινορυ";
const LATIN = "aeijopcsyxhaivopu";

/** A letter that only looks Latin, and the pattern with all such letters made Latin. */
interface Homoglyph {
  /** Such as `U+0430`. */
  readonly codePoint: string;
  readonly latin: string;
}

/** The first such letter of an mx value that is a legal pattern once they are Latin; undefined for real U-labels. */
export function homoglyphIn(value: string): Homoglyph | undefined {
  if (value.length > MAX_LENGTH) return undefined;
  const characters = Array.from(value.toLowerCase());
  const first = characters.find((character) => LOOKALIKES.includes(character));
  const latin = characters
    .map((character) => LATIN[LOOKALIKES.indexOf(character)] ?? character)
    .join("");
  const isMixed = /[a-z]/.test(value.slice(0, value.lastIndexOf(".")).toLowerCase());
  if (first === undefined || !isMixed || !parseMxPattern(latin).ok) return undefined;
  const code = Number(first.codePointAt(0));
  return { codePoint: `U+${code.toString(16).toUpperCase().padStart(4, "0")}`, latin };
}
