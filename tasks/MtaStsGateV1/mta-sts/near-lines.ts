// The lines that were probably meant to be a registered field, well-formed or not.
import { type IntendedField, intendedField } from "./intended-value";
import { countingLines, fieldsIn, hasField, judgedLines } from "./judged-lines";
import { type NearMiss, nearestFieldName, nearestMode } from "./near-miss";
import { type FieldLine, type FieldName, fieldLines, type Mode, type PolicyText } from "./policy";
import { withoutComment } from "./value-comment";

/** A well-formed extension field whose name is near a registered one. */
interface NearLine {
  readonly line: FieldLine;
  readonly near: NearMiss;
}

/** The lines with a near miss, in order. */
export function nearLines(text: PolicyText): readonly NearLine[] {
  return judgedLines(text)
    .filter(hasField)
    .filter(({ defect }) => defect === undefined || defect === "leading-blank")
    .flatMap((line) => {
      const near = nearestFieldName(line.field.name, line.field.value);
      return near === undefined ? [] : [{ line, near }];
    });
}

/** True where no line has the field's name. */
export function isMissing(text: PolicyText, name: FieldName): boolean {
  return judgedLines(text).length > 0 && fieldLines(text, name).length === 0;
}

/** The fields that lines which are no field were probably meant to be. */
export function brokenFields(text: PolicyText): readonly IntendedField[] {
  return text.lines
    .filter(({ defect }) => defect !== undefined && BROKEN.includes(defect))
    .flatMap((line) => intendedField(line) ?? []);
}

const BROKEN: readonly string[] = ["no-colon", "bad-name", "list-item"];

/** The mode that the text has or was meant to have. */
export function meantMode(text: PolicyText): Mode | undefined {
  const isModeField = ({ name }: { readonly name: string }) => name === "mode";
  const field =
    Array.from(countingLines(text)).flatMap(fieldsIn).find(isModeField) ??
    brokenFields(text).find(isModeField) ??
    nearLines(text).find(({ near }) => near.field === "mode")?.line.field;
  return nearestMode(withoutComment(field?.value ?? ""));
}
