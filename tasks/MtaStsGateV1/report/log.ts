// The pipeline log: what was seen, then each problem with its place and fix, then one result line and the next step.
// Of several domains the sum comes first. Pure: a list of entries that the agent writes; at most 100 columns.
import { bySeverity } from "../checks/severity";
import type { Conclusion } from "../conclude";
import { quote } from "../quote";
import {
  COLUMNS,
  type LogEntry,
  list,
  plural,
  shownPath,
  type TextEntry,
  text,
  wrapped,
} from "./log-lines";
import { sightOf } from "./log-sights";
import type { DomainReport, Problem, Report, Result } from "./types";
import { unverifiedOf } from "./unverified";

/** Domains that did not pass and get a line in the sum of several. */
const LISTED_DOMAINS = 20;

const NOTHING_TO_DO = "nothing to do";

/** The whole log of a run. */
export function logOf(report: Report, conclusions: readonly Conclusion[]): readonly LogEntry[] {
  const isSingle = report.domains.length === 1;
  return [
    text(`MTA-STS Policy Gate ${report.tool.version}, stage ${report.stage}`),
    ...demotion(conclusions),
    text(""),
    ...(isSingle ? [] : [...sumEntries(report), text("")]),
    ...conclusions.flatMap((conclusion) => sightOf(conclusion, isSingle)),
    ...problemEntries(report, isSingle),
    ...endEntries(conclusions),
    text(""),
    ...resultEntries(report),
  ];
}

function demotion(conclusions: readonly Conclusion[]): readonly LogEntry[] {
  return conclusions[0]?.deployment.options.demoted
    ? [
        text(
          "postDeploy in a pull-request build: nothing was deployed, so this is stage pullRequest",
        ),
      ]
    : [];
}

const RESULT_WORDS: { readonly [R in Result]: string } = {
  failed: "failed",
  warnings: "with warnings",
  passed: "passed",
};

function sumEntries({ domains }: Report): readonly LogEntry[] {
  const of = (result: Result) => domains.filter((domain) => domain.result === result);
  const order = ["failed", "warnings", "passed"] as const;
  const counts = order
    .filter((result) => of(result).length > 0)
    .map((result) => `${of(result).length} ${RESULT_WORDS[result]}`);
  const unfit = [...of("failed"), ...of("warnings")];
  const rest = unfit.length - LISTED_DOMAINS;
  return [
    text(`${domains.length} domains: ${counts.join(", ")}`),
    ...unfit.slice(0, LISTED_DOMAINS).flatMap((domain) => sumLine(domain)),
    ...(rest > 0 ? [text(`  and ${plural(rest, "more domain")}`)] : []),
    ...(of("passed").length === 0
      ? []
      : wrapped("  passed    ", list(of("passed").map(({ domain }) => domain)))),
  ];
}

function sumLine({ domain, result, counts }: DomainReport): readonly LogEntry[] {
  const problems = (["error", "warning", "note"] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity));
  return wrapped(`  ${result.padEnd(9)} `, `${domain}: ${problems.join(", ")}`);
}

function problemEntries(report: Report, isSingle: boolean): readonly LogEntry[] {
  const all = report.domains
    .flatMap(({ domain, problems }) => problems.map((problem) => ({ domain, problem })))
    .map((entry, order) => ({ ...entry, order }))
    .sort((a, b) => bySeverity(a.problem.severity, b.problem.severity) || a.order - b.order);
  return all.flatMap(({ domain, problem }) => [
    text(""),
    ...problemEntry(isSingle ? "" : domain, problem),
  ]);
}

function problemEntry(domain: string, problem: Problem): readonly LogEntry[] {
  const head: readonly LogEntry[] =
    problem.severity === "note"
      ? wrapped("", headLine(problem, domain))
      : [{ kind: "issue", domain, problem }];
  return [...head, ...detailEntries(problem)];
}

function headLine({ severity, check, message }: Problem, domain = ""): string {
  return `${severity} ${check}: ${domain === "" ? "" : `${domain}: `}${message}`;
}

/** A problem as the log shows it, issue lines written out: for documents and tests. */
export function problemLines(problem: Problem): readonly string[] {
  return [...wrapped("", headLine(problem)), ...detailEntries(problem)].map((entry) => entry.text);
}

function detailEntries(problem: Problem): readonly TextEntry[] {
  const place = placeOf(problem);
  return [
    ...(place === "" ? [] : wrapped("  at   ", place)),
    ...(problem.excerpt === undefined ? [] : excerptLines(problem.excerpt, problem.column)),
    ...(problem.severity === "note" ? [] : wrapped("  mail ", problem.why)),
    ...fixEntries(problem.fix),
  ];
}

/** Lines of a fix behind the first are text to write into a file, so they are neither wrapped nor moved. */
function fixEntries(fix: string): readonly TextEntry[] {
  const [first = "", ...lines] = fix.split("\n");
  return [...wrapped("  fix  ", first), ...lines.map((line) => text(`       ${line}`))];
}

function placeOf({ file, line, column }: Problem): string {
  if (file === undefined) return "";
  const position = [line, column].filter((part) => part !== undefined).join(":");
  return `${shownPath(file)}${position === "" ? "" : `:${position}`}`;
}

// The caret stands under the character; what cannot be shown as itself would shift it, so such lines go without.
function excerptLines(excerpt: string, column: number | undefined): readonly TextEntry[] {
  const shown = quote(excerpt, COLUMNS - 10).slice(1, -1);
  const line = text(`       ${shown}`);
  return shown === excerpt && column !== undefined
    ? [line, text(`       ${" ".repeat(column - 1)}^`)]
    : [line];
}

// Of several domains, those that are done share a line.
function endEntries(conclusions: readonly Conclusion[]): readonly LogEntry[] {
  const isSingle = conclusions.length === 1;
  const done = isSingle ? [] : conclusions.filter(isDone);
  const rest = conclusions.filter((conclusion) => !done.includes(conclusion));
  const names = done.map(({ report }) => report.domain);
  return [
    ...rest.flatMap((conclusion) => verdictEntries(conclusion, isSingle)),
    ...(done.length === 0
      ? []
      : [
          text(""),
          ...wrapped(`${NOTHING_TO_DO} for ${plural(done.length, "domain")}: `, list(names)),
        ]),
  ];
}

function isDone({ report }: Conclusion): boolean {
  const { counts, update } = report;
  return update.nextStep === NOTHING_TO_DO && counts.unverified === 0;
}

function verdictEntries(conclusion: Conclusion, isSingle: boolean): readonly LogEntry[] {
  const { report } = conclusion;
  const { passed, skipped } = report.counts;
  const margin = isSingle ? "" : "  ";
  return [
    text(""),
    ...(isSingle ? [] : wrapped("", report.domain)),
    text(`${margin}${plural(passed, "check")} passed, ${skipped} not applicable here`),
    ...unverifiedOf(conclusion).flatMap(({ reason, checks }) => [
      ...wrapped(
        `${margin}not verified: `,
        `${plural(checks.length, "check")}, since ${reason}: ${list(checks)}`,
      ),
    ]),
    ...wrapped(`${margin}next step: `, report.update.nextStep),
  ];
}

function resultEntries(report: Report): readonly LogEntry[] {
  const sum = (severity: "error" | "warning" | "note") =>
    report.domains.reduce((total, domain) => total + domain.counts[severity], 0);
  const counts = `${plural(sum("error"), "error")}, ${plural(sum("warning"), "warning")}, ${plural(sum("note"), "note")}`;
  const domains = report.domains.length === 1 ? "" : `, ${report.domains.length} domains`;
  const failed = report.domains.filter((domain) => domain.result === "failed");
  return [
    text(`Result: ${report.result} (${counts}${domains})`),
    ...(report.domains.length > 1 && failed.length > 0
      ? wrapped("Failed: ", list(failed.map((domain: DomainReport) => domain.domain)))
      : []),
  ];
}
