// What the text of one TXT record in a file says about the id.
import { parseRecord } from "../../mta-sts/record";
import { interpolationEnd } from "./interpolation";

/** A record's text as it will reach DNS, each character with its place in the file. */
export interface RecordText {
  readonly text: string;
  /** Index in the file of each character of `text`. */
  readonly offsets: readonly number[];
  /** Parts of `text` that are no text but are filled in later. */
  readonly expressions: readonly Span[];
}

/** From the index `start` up to, but without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the record's id is: written out, filled in later, or not there in a legal form. `at` is an index in the file. */
export type IdInText =
  | { readonly kind: "id"; readonly id: string; readonly at: number }
  | { readonly kind: "expression"; readonly expression: string; readonly at: number }
  | { readonly kind: "defect"; readonly text: string; readonly at: number };

/** The parts of a text that are interpolations. */
export function interpolationsIn(text: string): readonly Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const end = interpolationEnd(text, at);
    if (end !== undefined) found.push({ start: at, end });
    at = end ?? at + 1;
  }
  return found;
}

/** Reads the id out of a record's text (RFC 8461 section 3.1). */
export function idInText(record: RecordText): IdInText {
  const { text, offsets } = record;
  const value = idValue(record);
  const filled = record.expressions.filter(
    ({ start, end }) => value !== undefined && start < value.end && end > value.start,
  );
  const first = filled[0];
  if (value !== undefined && first !== undefined) {
    const expression = text.slice(first.start, filled.at(-1)?.end);
    /* c8 ignore next -- every character has an offset */
    return { kind: "expression", expression, at: offsets[value.start] ?? offsets[0] ?? 0 };
  }
  const reading = parseRecord(text);
  return reading.kind === "valid" && value !== undefined
    ? /* c8 ignore next -- every character has an offset */
      { kind: "id", id: reading.id, at: offsets[value.start] ?? 0 }
    : /* c8 ignore next -- every record has a first character */
      { kind: "defect", text, at: offsets[0] ?? 0 };
}

function idValue({ text, expressions }: RecordText): Span | undefined {
  const inside = (at: number) => expressions.find(({ start, end }) => at >= start && at < end);
  // Looking back from `id=` would read long blanks, which comments leave, once from each of them.
  const starts = [...text.matchAll(/;[ \t]*id=/g)].map((field) => field.index + field[0].length);
  const start = starts.find((at) => !inside(at - "id=".length));
  if (start === undefined) return undefined;
  let end = start;
  while (end < text.length && text[end] !== ";") end = inside(end)?.end ?? end + 1;
  return { start, end };
}
