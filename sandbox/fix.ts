// npm start -- --fix: writes the corrected policies of a run into the working copy that it judged.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EvidenceFile } from "../tasks/MtaStsGateV1/evidence/types";
import { quoteName, visible } from "../tasks/MtaStsGateV1/quote";
import type { Report } from "../tasks/MtaStsGateV1/report/types";

/** A policy file that has a corrected text. */
interface Correction {
  /** Relative to the repository. */
  readonly path: string;
  /** The octets that were judged. */
  readonly judged: Buffer;
  readonly text: string;
}

/**
 * Writes every corrected policy of a run, and says what it changed.
 * @param reportPath of mta-sts-gate.json, with evidence.json beside it
 * @param repository the working copy that was judged, absolute
 * @returns lines to print
 */
export function fixPolicies(reportPath: string, repository: string): readonly string[] {
  const corrections = correctionsOf(reportPath);
  if (corrections.length === 0) return ["--fix: there is nothing that can be put right by itself"];
  return corrections.flatMap((correction) => fix(correction, repository));
}

/** One for each file, whatever number of domains it serves. */
function correctionsOf(reportPath: string): readonly Correction[] {
  const report: Report = JSON.parse(readFileSync(reportPath, "utf8"));
  const evidence: EvidenceFile = JSON.parse(
    readFileSync(join(dirname(reportPath), "evidence.json"), "utf8"),
  );
  const corrections = report.domains.flatMap(({ correctedPolicy: text }, index) => {
    const file = evidence.domains[index]?.policyFile;
    if (text === undefined || file?.status !== "found") return [];
    const { path, bytesBase64 } = file.value;
    return [{ path, judged: Buffer.from(bytesBase64, "base64"), text }];
  });
  return [...new Map(corrections.map((one) => [one.path, one])).values()];
}

function fix({ path, judged, text }: Correction, repository: string): readonly string[] {
  const file = join(repository, path);
  const name = quoteName(path, 200);
  if (!readFileSync(file).equals(judged)) {
    return [`--fix: left ${name} alone, it changed since it was judged`];
  }
  writeFileSync(file, text);
  const before = judged.toString("utf8").split("\n");
  const after = text.split("\n");
  return [
    `--fix: wrote ${name}; run again to judge it`,
    ...before.filter((line) => !after.includes(line)).map((line) => `  - ${visible(line)}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `  + ${visible(line)}`),
  ];
}
