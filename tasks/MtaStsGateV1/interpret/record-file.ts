// The id that a committed file says the TXT record has or will have.
import type { IdReading } from "../deployment";
import type { Observation, RepositoryFile } from "../evidence/types";
import { parseRecord } from "../mta-sts/record";

/** What `recordFile` gives: an id with its place, or why it gives none. */
export type RecordFileReading =
  | { readonly status: "none" }
  | {
      readonly status: "found";
      readonly id: string;
      readonly place: NonNullable<IdReading["place"]>;
    }
  | { readonly status: "unusable"; readonly problem: string };

/** Finds the text `v=STSv1; id=…` in a committed plain text file. */
export function readRecordFile(file: Observation<RepositoryFile>): RecordFileReading {
  if (file.status === "skipped") return { status: "none" };
  if (file.status === "absent") return { status: "unusable", problem: "there is no such file" };
  if (file.status === "failed") return { status: "unusable", problem: file.error.message };
  const { path, bytesBase64 } = file.value;
  const found = recordsIn(Buffer.from(bytesBase64, "base64").toString("utf8"));
  const ids = new Set(found.map((record) => record.id));
  const [first] = found;
  if (first === undefined) {
    return { status: "unusable", problem: "it holds no text v=STSv1; id=… with a legal id" };
  }
  if (ids.size > 1) {
    const places = found.map((record) => `${record.id} in line ${record.line}`).join(", ");
    return { status: "unusable", problem: `it holds several ids: ${places}` };
  }
  return {
    status: "found",
    id: first.id,
    place: { file: path, line: first.line, column: first.column },
  };
}

function recordsIn(
  text: string,
): readonly { readonly id: string; readonly line: number; readonly column: number }[] {
  return text.split("\n").flatMap((content, index) =>
    [...content.matchAll(/v=STSv1[ \t]*;[^"'\r]*/g)].flatMap((match) => {
      const reading = parseRecord(match[0].trimEnd());
      return reading.kind === "valid"
        ? [{ id: reading.id, line: index + 1, column: match.index + 1 }]
        : [];
    }),
  );
}
