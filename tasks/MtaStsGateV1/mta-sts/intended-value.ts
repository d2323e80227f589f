// The legal value, or the whole field, that was probably meant by something that is none.
import { homoglyphIn } from "./homoglyphs";
import { intendedMaxAge } from "./max-age";
import { parseMxPattern, withoutInvisibleCharacters } from "./mx-pattern";
import { isPlausibleValue, nearestMode } from "./near-miss";
import { FIELD_NAMES, type FieldName, parseMaxAge } from "./policy";
import type { PolicyLine } from "./policy-lines";
import { withoutComment } from "./value-comment";

/** The legal value that was probably meant, the value itself where it is legal; undefined where nothing is likely. */
export function intendedValue(name: FieldName, value: string): string | undefined {
  const bare = withoutComment(value);
  if (name === "version") return "STSv1";
  if (name === "mode") return nearestMode(bare);
  if (name === "max_age") {
    const seconds = intendedMaxAge(bare);
    return parseMaxAge(bare) === undefined ? seconds?.toString() : bare;
  }
  const reading = parseMxPattern(bare);
  return reading.ok ? bare : (homoglyphIn(bare)?.latin ?? reading.suggestion);
}

/** A field as it should be written. */
export interface IntendedField {
  readonly name: string;
  readonly value: string;
}

const MAX_LINE_LENGTH = 300;

/**
 * The field that was probably meant by a line that does not derive from the grammar: a missing colon, a blank before
 * it, quotes, a hyphen or the syntax of the TXT record. Undefined where the line is something else.
 */
export function intendedField(line: PolicyLine): IntendedField | undefined {
  const { field, defect } = line;
  if (line.text.length > MAX_LINE_LENGTH) return undefined;
  const text = withoutInvisibleCharacters(line.text);
  if (defect === "blank-before-colon" && field !== undefined && field.value !== "") {
    return { name: field.name, value: field.value };
  }
  if (/^["' \t]*v[ \t]*=[ \t]*STSv1\b/.test(text)) return { name: "version", value: "STSv1" };
  const written = /^[^A-Za-z]*(version|mode|mx|max[-_ ]?age)["'`*]*[ \t]*[:=]?[ \t]*(.*)$/i.exec(
    text,
  );
  const folded = written?.[1]
    ?.toLowerCase()
    .replace(/[- ]|^max(?=age)/, (gap) => (gap === "max" ? "max_" : "_"));
  const name = FIELD_NAMES.find((known) => known === folded);
  const rest = (written?.[2] ?? "").replace(/^["'`*]+/, "").replace(/["'`*,; \t]+$/, "");
  if (name === undefined || !isPlausibleValue(name, rest)) return undefined;
  return { name, value: intendedValue(name, rest) ?? rest };
}
