// The content type that code gives its response, where the text tells it for sure.
import { readCode } from "./code-text";
import type { ContentType } from "./http-function";

/** `"Content-Type": "text/css"`, `ContentType = "…"`, `.Add("Content-Type", "…")`, `mimetype="…"`. */
const LITERAL =
  /(?:content-?type|mime_?type)["']?\s*(?:[:=,]|\]\s*=)\s*(?:\[\s*)?["']([\w.+-]+\/[^"'\n]+)["']/gi;

const JSON_BODY = /\bjsonBody\s*:/;
const WRITES = /\.Write(?:String|Bytes)(?:Async)?\s*\(/;
const IS_ISOLATED = /\[\s*Function\s*\(|HttpResponseData\b/;
const SETS = /content-?type|IActionResult|OkObjectResult|ContentResult|Results\.|WriteAsJson/i;

/** The content types of a file that serves the policy and nothing else. */
export function contentTypesIn(file: string, source: string): readonly ContentType[] {
  const { text: code, placeOf } = readCode(source);
  const literal = [...code.matchAll(LITERAL)].map((match) => ({
    file,
    value: match[1] ?? "",
    by: match[0].slice(0, 80),
    ...placeOf(match.index),
  }));
  const json = JSON_BODY.exec(code);
  if (json !== null && literal.length === 0 && /\.[cm]?[jt]s$/i.test(file)) {
    return [{ file, value: "application/json", by: "jsonBody", ...placeOf(json.index) }];
  }
  const writes = WRITES.exec(code);
  const isBare = writes !== null && IS_ISOLATED.test(code) && !SETS.test(code);
  return isBare && /\.(?:cs|fs)$/i.test(file)
    ? [{ file, by: writes[0].slice(1, -1).trim(), ...placeOf(writes.index + 1) }]
    : literal;
}
