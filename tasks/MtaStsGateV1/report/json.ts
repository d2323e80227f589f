// The two JSON files (docs/report.md). Pure.
import type { EvidenceFile } from "../evidence/types";
import type { Report } from "./types";

/** mta-sts-gate.json: two blanks of indent, a final newline. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** evidence.json: the raw evidence, from which the report can be made again. */
export function evidenceJson(file: EvidenceFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}
