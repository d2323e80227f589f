// Foreign text inside messages: policy lines, TXT strings, headers and names are shown, never obeyed or rendered.

// Control and format characters (C0, C1, bidi marks, zero-width, byte order mark), lone surrogates, separators other
// than the plain blank, and whatever else a screen shows as nothing.
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]/u;

// Nearly every text is plain, and then the costly class above is not even compiled.
const PLAIN = /^[ -~]*$/;
const ESCAPED = /["\\]|##/;

/**
 * Foreign text in double quotes, fit for a log: what cannot be seen becomes a visible escape such as `\u{1b}`, quotes
 * and backslashes are escaped, and no two `#` stand together, so that the agent finds no command (`##vso[`, `##[`) in it.
 * @param max most characters of the shown text; what lies beyond is cut and marked with `…`
 */
export function quote(text: string, max = 80): string {
  if (isPlain(text, max) && !ESCAPED.test(text)) return `"${text}"`;
  let shown = "";
  let length = 0;
  let previous = "";
  for (const character of text) {
    const form = formOf(character, previous);
    if (length + form.length > max) return `"${shown}…"`;
    shown += form;
    length += form.length;
    previous = character;
  }
  return `"${shown}"`;
}

function isPlain(text: string, max: number): boolean {
  return text.length <= max && PLAIN.test(text);
}

function formOf(character: string, previous: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  const glued = character === "#" && previous === "#";
  const unshowable = character !== " " && UNSHOWABLE.test(character);
  return glued || unshowable ? `\\u{${character.codePointAt(0)?.toString(16)}}` : character;
}

/** Foreign text without quotes around it, as it may stand in a line of its own: nothing invisible, no line break, no command. */
export function visible(text: string, max = 2000): string {
  if (isPlain(text, max) && !text.includes("##")) return text;
  // quote() also escapes quotation marks and backslashes, which are harmless outside quotes and common in messages.
  return quote(text, max)
    .slice(1, -1)
    .replace(/\\(["\\])/g, "$1");
}

/** A name from DNS or a header: bare where it is plain letters, digits, dots, hyphens and underscores, else quoted. */
export function quoteName(name: string, max = 80): string {
  return /^[A-Za-z0-9._*-]+$/.test(name) && name.length <= max ? name : quote(name, max);
}
