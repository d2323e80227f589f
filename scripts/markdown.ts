// Pieces of Markdown that the generated pages are made of.

/** A table; line breaks and bars inside cells are taken care of. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", "<br>");
}

/** Plain text as Markdown that shows it unchanged; an underscore inside a word already does. */
export function prose(text: string): string {
  return text.replace(/[\\`*<[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&");
}

/** A fenced block whose fence is longer than any inside. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n$/, "")}\n${fence}`;
}

const MAX_LINES = 30;
const MAX_CHARACTERS = 160;

/** The octets of a file as text in which everything can be seen, at most a screen of it. */
export function visible(octets: Uint8Array): string {
  const lines = decode(octets).replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, MAX_LINES).map(visibleLine);
  const hidden = lines.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`… (${hidden} more lines)`] : [])].join("\n");
}

function decode(octets: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    const latin1 = Buffer.from(octets).toString("latin1");
    return latin1.replace(/[\x80-\xff]/g, (octet) => `<0x${hex(octet, 2)}>`);
  }
}

function visibleLine(line: string): string {
  const cut = line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
  return cut
    .replace(/ +(?=\r?$)/, (blanks) => "␠".repeat(blanks.length))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, picture);
}

/** The Control Pictures block has one sign for each C0 control, in order, and one for DEL. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : `<U+${hex(character, 4)}>`;
}

function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(digits, "0");
}
