// The extension fields of a policy that senders accept.
import { hasField } from "../mta-sts/judged-lines";
import { nearLines } from "../mta-sts/near-lines";
import { isFieldNameRegistered } from "../mta-sts/near-miss";
import type { FieldLine, PolicyText } from "../mta-sts/policy";

/** Lines with a field that no sender knows and that was not meant to be another; none where the text is no policy. */
export function extensionLines(text: PolicyText): readonly FieldLine[] {
  if (text.policy === undefined) return [];
  const slips = new Set(
    nearLines(text)
      .filter(({ near }) => near.isSure)
      .map(({ line }) => line.number),
  );
  return text.lines
    .filter(hasField)
    .filter(({ field, number }) => !isFieldNameRegistered(field.name) && !slips.has(number));
}

/** True where the value has a colon of its own. */
export function hasColon({ field }: FieldLine): boolean {
  return field.value.includes(":");
}
