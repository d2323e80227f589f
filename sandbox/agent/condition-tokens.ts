// The words of a condition (agent: DistributedTask.Expressions).

/** A word of a condition; `value` of a string is without its quotes. */
export type Token =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "word"; readonly value: string }
  | { readonly kind: "sign"; readonly value: "(" | ")" | "[" | "]" | "," | "." };

const PATTERN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w-]*)|([()[\],.]))/y;

/** Splits a condition. Throws at the first character that belongs to no word. */
export function tokenize(condition: string): Token[] {
  const tokens: Token[] = [];
  const text = condition.trimEnd();
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (match === null)
      throw new Error(`condition '${condition}': cannot read '${text.slice(at)}'`);
    const [, string, word, sign] = match;
    if (string !== undefined) tokens.push({ kind: "string", value: string.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: "word", value: word });
    else tokens.push({ kind: "sign", value: sign as "(" });
  }
  return tokens;
}
