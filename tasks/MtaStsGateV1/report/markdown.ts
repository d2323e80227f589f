// The summary on the run's page (Extensions tab), as Markdown: result, what must agree, problems, next step, times.
// Pure; bounded, however many domains and problems there are.
import type { Conclusion } from "../conclude";
import { plural } from "./log-lines";
import { agreement } from "./markdown-agreement";
import { problemSection } from "./markdown-problem";
import { block, code, prose, table } from "./markdown-text";
import { timeSection } from "./markdown-times";
import type { DomainReport, Report, Result } from "./types";
import { unverifiedOf } from "./unverified";

/** Rows of the table of domains, the worst first. */
const MAX_ROWS = 100;
/** Domains with details, and characters after which no further one gets them. */
const MAX_DETAILED = 25;
const MAX_CHARACTERS = 150_000;
const MAX_PROBLEMS = 30;
const MAX_CORRECTED_LINES = 60;

const RANK: { readonly [R in Result]: number } = { failed: 0, warnings: 1, passed: 2 };

/** The summary of a run. */
export function summaryMarkdown(report: Report, conclusions: readonly Conclusion[]): string {
  const sorted = [...conclusions].sort((a, b) => RANK[a.report.result] - RANK[b.report.result]);
  const isSingle = conclusions.length === 1;
  const detailed = isSingle
    ? sorted
    : sorted.filter(({ report: { result } }) => result !== "passed");
  const shown = bounded(detailed.slice(0, MAX_DETAILED).map(domainSection));
  const left = detailed.length - shown.length;
  return `${[
    `**Result: ${report.result}** (${countWords(report.domains)}), stage ${report.stage}`,
    ...(isSingle ? [] : [domainTable(sorted)]),
    ...shown,
    ...(left > 0 ? [`${plural(left, "more domain")}: see the log, or the report file.`] : []),
    `MTA-STS Policy Gate ${report.tool.version}, ${report.startedAt} to ${report.finishedAt}`,
  ].join("\n\n")}\n`;
}

function bounded(sections: readonly string[]): readonly string[] {
  let characters = 0;
  return sections.filter((section, index) => {
    characters += section.length;
    return index === 0 || characters <= MAX_CHARACTERS;
  });
}

function countWords(domains: readonly DomainReport[]): string {
  return (["error", "warning", "note"] as const)
    .map((severity) => plural(sumOf(domains, severity), severity))
    .join(", ");
}

function sumOf(domains: readonly DomainReport[], severity: "error" | "warning" | "note"): number {
  return domains.reduce((sum, { counts }) => sum + counts[severity], 0);
}

function domainTable(sorted: readonly Conclusion[]): string {
  const rows = sorted
    .slice(0, MAX_ROWS)
    .map(({ report: { domain, result, counts, update } }) => [
      code(domain),
      result === "passed" ? result : `**${result}**`,
      `${counts.error}`,
      `${counts.warning}`,
      `${counts.unverified}`,
      prose(update.nextStep),
    ]);
  const left = sorted.length - rows.length;
  const head = ["Domain", "Result", "Errors", "Warnings", "Not verified", "Next step"];
  return table(head, rows) + (left > 0 ? `\n\nand ${plural(left, "more domain")}` : "");
}

function domainSection(conclusion: Conclusion): string {
  const { report } = conclusion;
  const { problems, counts, update, domain, result } = report;
  const left = problems.length - MAX_PROBLEMS;
  return [
    `## ${domain === "" ? "The policy file" : prose(domain)}: ${result}`,
    agreement(conclusion),
    `**Next step:** ${prose(update.nextStep)}`,
    ...(update.record === undefined
      ? []
      : [`TXT record to publish, in place of the old one: ${code(update.record)}`]),
    ...(problems.length === 0 ? [] : ["### Problems"]),
    ...problems.slice(0, MAX_PROBLEMS).map((problem) => problemSection(problem, conclusion)),
    ...(left > 0 ? [`${plural(left, "more problem")}: see the log.`] : []),
    ...corrected(report),
    "### Checks",
    [
      `- ${plural(counts.passed, "check")} passed, ${counts.skipped} not applicable here`,
      ...unverifiedOf(conclusion).map(
        ({ reason, checks }) =>
          `- ${plural(checks.length, "check")} **not verified**, since ${prose(reason)}`,
      ),
    ].join("\n"),
    ...timeSection(conclusion),
  ].join("\n\n");
}

function corrected({ correctedPolicy }: DomainReport): readonly string[] {
  if (correctedPolicy === undefined) return [];
  const lines = correctedPolicy.replace(/\r?\n$/, "").split(/\r?\n/);
  return lines.length > MAX_CORRECTED_LINES
    ? ["The corrected policy is in the report file (`correctedPolicy`)."]
    : ["The corrected policy:", block(lines)];
}
