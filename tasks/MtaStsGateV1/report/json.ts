// The two JSON files (docs/report.md). Pure.
import type { EvidenceFile } from "../evidence/types";
import type { Report } from "./types";

/** mta-sts-gate.json: two blanks of indent, a final newline. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * evidence.json: the raw evidence, from which the report can be made again. In pieces, one for each domain: what domains
 * have in common stands in each of them, so the whole may be longer than a string can be.
 */
export function* evidencePieces(file: EvidenceFile): Generator<string> {
  const { domains, ...rest } = file;
  const frame = JSON.stringify({ ...rest, domains: [] }, null, 2);
  const end = frame.lastIndexOf("]");
  yield frame.slice(0, end);
  for (const [index, domain] of domains.entries()) {
    const text = JSON.stringify(domain, null, 2).replaceAll("\n", "\n    ");
    yield `${index === 0 ? "" : ","}\n    ${text}`;
  }
  yield `${domains.length === 0 ? "" : "\n  "}${frame.slice(end)}\n`;
}
