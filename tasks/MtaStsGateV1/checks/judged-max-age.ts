// The lifetime that the checks of odd but legal values look at.
import { judgedField } from "../mta-sts/judged-lines";
import { meantMode } from "../mta-sts/near-lines";
import { type FieldLine, type PolicyText, parseMaxAge } from "../mta-sts/policy";
import { withoutComment } from "../mta-sts/value-comment";

/** The legal max_age in seconds with its line; undefined in mode none, where a short one is what RFC 8461 8.3 wants. */
export function judgedMaxAge(
  text: PolicyText,
): { readonly line: FieldLine; readonly seconds: number } | undefined {
  const line = judgedField(text, "max_age");
  const seconds = parseMaxAge(withoutComment(line?.field.value ?? ""));
  if (line === undefined || seconds === undefined || meantMode(text) === "none") return undefined;
  return { line, seconds };
}
