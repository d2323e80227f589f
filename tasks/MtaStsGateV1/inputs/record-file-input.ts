// The input recordFile: its file is read here already, since a record that is not there is no matter of the network.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { MAX_FILE_OCTETS } from "../evidence/repository";
import { recordIn } from "../interpret/record-file";
import { quote } from "../quote";
import { finalPath } from "../repository-path";
import { filePath, type Place } from "./path-inputs";
import { bad, good, type Reading, unfit } from "./reading";

/**
 * `recordFile`, which must hold a record for every domain; undefined when empty.
 * @param expectedId the id that a literal in the file must repeat, where that input is given
 */
export function readRecordFile(
  text: string,
  place: Place,
  expectedId: string | undefined,
): Reading<string | undefined> {
  if (text === "") return good(undefined);
  const path = filePath(text, place, "no id can be read from it");
  if (!path.ok) return path;
  const files = new Map<string, Reading<Uint8Array>>();
  for (const domain of place.domains) {
    const shown = path.value.replaceAll("{domain}", domain);
    const file = files.get(shown) ?? readStart(resolve(place.repositoryRoot, shown), shown);
    files.set(shown, file);
    const fault = file.ok ? recordFault(file.value, shown, domain, expectedId) : file;
    if (fault !== undefined) return fault;
  }
  return path;
}

function readStart(path: string, shown: string): Reading<Uint8Array> {
  const expected = "a file with the text v=STSv1; id=… is";
  try {
    const file = finalPath(path);
    return statSync(file).size > MAX_FILE_OCTETS
      ? unfit(shown, `is larger than ${MAX_FILE_OCTETS} octets`, expected)
      : good(readFileSync(file));
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return unfit(shown, `cannot be read (${code})`, expected);
  }
}

function recordFault(
  bytes: Uint8Array,
  shown: string,
  domain: string,
  expectedId: string | undefined,
): Reading<never> | undefined {
  const reading = recordIn(bytes, shown, domain);
  if (reading.status === "unusable") return bad(`${quote(shown)} ${reading.problem}`);
  const disagrees =
    reading.status === "found" && expectedId !== undefined && reading.id !== expectedId;
  return disagrees
    ? unfit(
        shown,
        `gives the id ${reading.id} in line ${reading.place.line}, but expectedId is ${expectedId}`,
        "the same id in both, or only one of them, is",
      )
    : undefined;
}
