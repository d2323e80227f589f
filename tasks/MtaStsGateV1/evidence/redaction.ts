// Secrets that were written into a file never reach the evidence: each of their characters is written over.
import { REDACTED } from "../mta-sts/redacted";

/** Where a name begins: each is looked at once, for a pattern that tries every letter costs the square of a long one. */
const BEGIN = String.raw`(?<![\w.-])`;

/** Names of what holds a secret; the word stands behind the last dot. */
const SECRET = String.raw`(?:[\w-]*\.)*(?=[\w-]*?(?:token|password|passwd|pwd|secret|api[-_]?key|access[-_]?key|account[-_]?key|connection[-_]?string|credential))[\w-]*(?![\w.-])`;

/** A value in quotes, or one up to the end of the line, a comment or the end of a flow map. */
const VALUE = String.raw`"(?:\\.|[^"\\\n])*"|'(?:''|[^'\n])*'|[^\s#"'\[{|>&*][^\n,}#]*`;

/** `token: …`, `token=…`, `--token …`, and a variable with its value on the next line. */
const PATTERNS = [
  new RegExp(
    String.raw`(${BEGIN}(?:(?<=^|[\s,{"'])|[\w.]*-)${SECRET}["']?[ \t]*:[ \t]+)(${VALUE})`,
    "gim",
  ),
  new RegExp(String.raw`(${BEGIN}${SECRET}=)("[^"\n]*"|'[^'\n]*'|[^\s"';&|)]+)`, "gim"),
  new RegExp(
    String.raw`(${BEGIN}(?:(?!--)[\w.-])*--${SECRET}[ \t=]+|\s-d[ \t]+)("[^"\n]*"|'[^'\n]*'|[^\s"';&|)]+)`,
    "gim",
  ),
  new RegExp(
    String.raw`(name:[ \t]*["']?${SECRET}["']?[ \t]*\r?\n[ \t]*(?:-[ \t]*)?value:[ \t]*)(${VALUE})`,
    "gim",
  ),
];

/** A secret over several lines: a block scalar, or a value that begins on the next line. */
const BLOCK = new RegExp(
  String.raw`(^([ \t]*)(?:- )?["']?${SECRET}["']?[ \t]*:[ \t]*(?:[|>][-+\d]*[ \t]*)?\r?\n)((?:\2[ \t]+[^\s:][^:\n]*(?:\n|$))+)`,
  "gim",
);

/** Deployment tokens and keys, wherever they stand. */
const LONG = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}={1,2}|\b[0-9a-f]{48,}(?:-[0-9a-f-]{8,})?/gi;

/** What is a variable or an expression is no secret by itself. */
const REFERENCE = /\$\(|\$\{\{|\$\[|^\s*["']?\$(?:\{?\w|env:)|^\s*%\w+%/i;

const PLAIN = /^(?:true|false|null|none|yes|no|~|\d{1,4}|""|'')$/i;

/** A text without the secrets that stand in it; lines and columns stay. */
export function redact(text: string): string {
  let safe = text;
  for (const name of tokenVariables(text)) safe = safe.replace(assignment(name), writeOver);
  for (const pattern of PATTERNS) safe = safe.replace(pattern, writeOver);
  safe = safe.replace(BLOCK, (all, head: string, _indent: string, value: string) =>
    REFERENCE.test(value) ? all : head + cover(value),
  );
  return safe.replace(LONG, (secret) => REDACTED.repeat(secret.length));
}

function writeOver(all: string, head: string, value: string): string {
  const bare = value.trim();
  return REFERENCE.test(value) || PLAIN.test(bare) ? all : head + cover(value);
}

/** Quotes and line breaks stay, for the text must read as before. */
function cover(value: string): string {
  const [, open = "", inner = value, close = ""] = /^(["'])([\s\S]*)(\1)(?=\s*$)/.exec(value) ?? [];
  return (
    open +
    inner.replace(/[^\s]/g, REDACTED) +
    close +
    value.slice(open.length + inner.length + close.length)
  );
}

/** Variables that are handed on as the deployment token, whatever they are called. */
function tokenVariables(text: string): readonly string[] {
  const used =
    /(?:azure_static_web_apps_api_token["']?[ \t]*:|--deployment-token[ \t=])[ \t]*["']?\$(?:\(|\{\{\s*variables\.|\[\s*variables\.)([\w.-]+)/gi;
  return [...new Set([...text.matchAll(used)].map(([, name = ""]) => name))];
}

function assignment(name: string): RegExp {
  const escaped = name.replace(/[.-]/g, "\\$&");
  const form = String.raw`(?:^|[\s{,])["']?${escaped}["']?[ \t]*:[ \t]+|name:[ \t]*["']?${escaped}["']?[ \t]*\r?\n[ \t]*value:[ \t]*`;
  return new RegExp(`(${form})(${VALUE})`, "gim");
}
