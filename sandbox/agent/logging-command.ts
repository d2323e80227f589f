// The parser of `##vso[area.event key=value;…]data` (agent: Command.cs, CommandStringConvertor.cs).

/** One logging command, unescaped. Property keys are in lower case, since the agent ignores their case. */
export interface LoggingCommand {
  readonly area: string;
  readonly event: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

// The agent searches with .NET's culture rules, which skip characters without weight (soft hyphen, zero width and
// bidi marks, most controls). Such a prefix is found, then cut at the wrong place: it can warn, never execute.
const WEIGHTLESS =
  "[\\0-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u034f\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]*";
const KEYWORD = new RegExp([..."##vso"].join(WEIGHTLESS));
const PREFIX = new RegExp([..."##vso", "\\["].join(WEIGHTLESS));
const PREFIX_LENGTH = "##vso[".length;

/** Whether a line holds the keyword at all; one that does and does not parse is warned about. */
export function hasCommandKeyword(line: string): boolean {
  return KEYWORD.test(line);
}

/** The first command of a line, wherever it starts; undefined where the line holds no legal one. */
export function parseLoggingCommand(
  line: string,
  unescapePercents = true,
): LoggingCommand | undefined {
  const start = line.search(PREFIX);
  const end = start < 0 ? -1 : line.indexOf("]", start);
  if (end < start + PREFIX_LENGTH) return undefined;
  const info = line.slice(start + PREFIX_LENGTH, end);
  const space = info.indexOf(" ");
  const [area, event, ...more] = (space < 0 ? info : info.slice(0, space))
    .split(".")
    .filter((part) => part !== "");
  if (area === undefined || event === undefined || more.length > 0) return undefined;
  return {
    area,
    event,
    properties: readProperties(space < 0 ? "" : info.slice(space + 1), unescapePercents),
    data: unescapeText(line.slice(end + 1), unescapePercents),
  };
}

// .NET's Split("=", 2, RemoveEmptyEntries): signs before the key and right behind it vanish, and a key without a
// value is no property.
function readProperties(text: string, unescapePercents: boolean): Map<string, string> {
  const properties = new Map<string, string>();
  for (const property of text.split(";")) {
    const [, key, value] = /^=*([^=]+)=+([^=][\s\S]*)$/.exec(property) ?? [];
    if (key === undefined || value === undefined) continue;
    properties.set(key.toLowerCase(), unescapeText(value, unescapePercents));
  }
  return properties;
}

/** Undoes the escapes of a command, percent signs last, so that `%AZP250D` becomes `%0D` and no line break. */
export function unescapeText(text: string, unescapePercents = true): string {
  const plain = text
    .replaceAll("%3B", ";")
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%5D", "]");
  return unescapePercents ? plain.replaceAll("%AZP25", "%") : plain;
}

/** The escapes that the agent applies before it registers a secret (it masks the escaped form as well). */
export function escapeText(text: string, unescapePercents = true): string {
  return (unescapePercents ? text.replaceAll("%", "%AZP25") : text)
    .replaceAll(";", "%3B")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    .replaceAll("]", "%5D");
}
