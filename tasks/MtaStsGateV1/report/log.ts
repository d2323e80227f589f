// The pipeline log: what was seen, then each problem with its place and fix, then one result line and the next step.
// Pure: a list of entries that the agent writes; at most 100 columns.

import { bySeverity } from "../checks/severity";
import type { Conclusion } from "../conclude";
import { MAX_LABEL_OCTETS } from "../mta-sts/limits";
import { quote } from "../quote";
import { reportWords, serverWords } from "./log-dns";
import { addressRows, aliasWords } from "./log-host";
import type { DomainReport, Problem, Report, Seen, SeenPolicy } from "./types";

/** One entry: a plain line, or an issue that the agent also shows in the run's summary. */
export type LogEntry =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "issue"; readonly domain: string; readonly problem: Problem };

const COLUMNS = 100;
/** Patterns, hosts and domains that are listed before "and N more". */
const LISTED = 6;

/** The whole log of a run. */
export function logOf(report: Report, conclusions: readonly Conclusion[]): readonly LogEntry[] {
  const isSingle = report.domains.length === 1;
  return [
    text(`MTA-STS Policy Gate ${report.tool.version}, stage ${report.stage}`),
    ...demotion(conclusions),
    ...conclusions.flatMap((conclusion) => [text(""), ...sightOf(conclusion)]),
    ...problemEntries(report, isSingle),
    ...conclusions.flatMap((conclusion) => verdictEntries(conclusion, isSingle)),
    text(""),
    ...resultEntries(report),
  ];
}

function text(line: string): LogEntry {
  return { kind: "text", text: line };
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

function sightOf({ report, deployment }: Conclusion): readonly LogEntry[] {
  const { seen } = report;
  const rows: (readonly [string, string])[] = [
    ["policy file", fileWords(seen.policyFile)],
    ["TXT record", recordWords(seen.record, deployment)],
    ["policy host", resourceWords(seen.policyResource)],
    ["", aliasWords(deployment)],
    ...addressRows(deployment).map((row) => ["", row] as const),
    ...mxRows(seen.mx, deployment),
    ["name servers", serverWords(deployment)],
    ["TLSRPT", tlsRptWords(seen.tlsrpt, deployment)],
  ];
  const shown = rows.filter(([, words]) => words !== "");
  return [
    ...wrapped("", report.domain === "" ? "The policy file" : report.domain),
    ...shown.flatMap(([label, words]) => wrapped(`  ${label.padEnd(12)} `, words)),
  ];
}

function fileWords({ status, path, ...policy }: Seen["policyFile"]): string {
  if (status === "skipped") return "";
  if (status === "absent") return "absent";
  const where = path === undefined ? "" : `${shownPath(path)}: `;
  return `${where}${status === "valid" ? policyWords(policy) : standingWords({ status, ...policy })}`;
}

function policyWords({ mode, maxAge, mx = [] }: Omit<SeenPolicy, "status">): string {
  if (mode === undefined) return "";
  const patterns = mx.length === 0 ? "no mx" : `mx ${list(mx)}`;
  return `mode ${mode}, max_age ${maxAge} s, ${patterns}`;
}

function standingWords({
  status,
  code,
}: {
  readonly status: string;
  readonly code?: string;
}): string {
  const word = status === "unverified" ? "could not be had" : status;
  return code === undefined ? word : `${word} (${code})`;
}

function recordWords(record: Seen["record"], { record: seen }: Conclusion["deployment"]): string {
  if (record.status === "skipped") return "";
  if (record.status !== "valid") return standingWords(record);
  const alias =
    seen.status === "found" && seen.value.delegatedTo !== undefined
      ? `, by alias from ${quote(seen.value.delegatedTo)}`
      : "";
  const source =
    seen.status === "found" && seen.value.source === "resolver"
      ? "the resolver"
      : "the authoritative name servers";
  return `id ${record.id}, TTL ${record.ttl} s, from ${source}${alias}`;
}

function resourceWords(resource: Seen["policyResource"]): string {
  if (resource.status === "skipped") return "";
  const time = resource.seconds === undefined ? "" : `in ${resource.seconds.toFixed(2)} s`;
  const standing = resource.status === "valid" ? "" : standingWords(resource);
  return [standing, policyWords(resource), time].filter((part) => part !== "").join(", ");
}

// A row for each host, since each can fail in its own way; one for all where nobody asked them.
function mxRows(
  mx: Seen["mx"],
  deployment: Conclusion["deployment"],
): readonly (readonly [string, string])[] {
  if (mx.status === "skipped") return [];
  if (mx.status !== "valid") return [["MX hosts", standingWords(mx)]];
  const words = mx.hosts.map((one) => hostWords(one, deployment));
  const isAsked = mx.hosts.some(
    ({ startTls }) => startTls !== undefined && startTls.status !== "skipped",
  );
  const rest = words.length - LISTED;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const rows = isAsked ? [...words.slice(0, LISTED), ...more] : [list(words)];
  return rows.map((row, index) => [index === 0 ? "MX hosts" : "", row]);
}

function hostWords(
  { host, preference, covered, startTls }: Seen["mx"]["hosts"][number],
  deployment: Conclusion["deployment"],
): string {
  const name = host === "" ? "null MX" : shownName(host);
  const mark = covered === undefined ? "" : covered ? ", covered" : ", NOT covered";
  const words = startTls === undefined ? "" : startTlsWords(host, startTls, deployment);
  return `${name} (${preference}${mark})${words === "" ? "" : `: ${words}`}`;
}

function startTlsWords(
  host: string,
  startTls: NonNullable<Seen["mx"]["hosts"][number]["startTls"]>,
  { smtp }: Conclusion["deployment"],
): string {
  if (startTls.status === "skipped") return "";
  if (startTls.status === "absent") return `no address (${startTls.code})`;
  const sights = smtp.status === "found" ? smtp.value : [];
  const exchange = sights.find((sight) => sight.host === host)?.exchange;
  const { tlsProtocol, timings, certificate } = exchange ?? {};
  const tls = tlsProtocol === undefined ? "" : ` with ${tlsProtocol}`;
  if (startTls.status !== "valid") return `STARTTLS${tls} ${standingWords(startTls)}`;
  const until = certificate?.notAfter.slice(0, "2000-01-01".length);
  return `STARTTLS${tls} in ${timings?.tls?.toFixed(2)} s, certificate until ${until}`;
}

function tlsRptWords(seen: Seen["tlsrpt"], deployment: Conclusion["deployment"]): string {
  if (seen.status === "skipped") return "";
  return seen.status === "valid" ? reportWords(seen, deployment) : standingWords(seen);
}

function list(items: readonly string[]): string {
  const rest = items.length - LISTED;
  return items.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function shownName(name: string): string {
  return /^[a-z0-9._-]+$/i.test(name) ? name : quote(name, MAX_LABEL_OCTETS);
}

function shownPath(path: string): string {
  return /^[\w./ -]+$/.test(path) ? path : quote(path);
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
  const entries = [...wrapped("", headLine(problem)), ...detailEntries(problem)];
  return entries.flatMap((entry) => (entry.kind === "text" ? [entry.text] : []));
}

function detailEntries(problem: Problem): readonly LogEntry[] {
  const place = placeOf(problem);
  return [
    ...(place === "" ? [] : wrapped("  at   ", place)),
    ...(problem.excerpt === undefined ? [] : excerptLines(problem.excerpt, problem.column)),
    ...(problem.severity === "note" ? [] : wrapped("  mail ", problem.why)),
    ...(problem.fix === undefined ? [] : wrapped("  fix  ", problem.fix)),
  ];
}

function placeOf({ file, line, column }: Problem): string {
  if (file === undefined) return "";
  const position = [line, column].filter((part) => part !== undefined).join(":");
  return `${shownPath(file)}${position === "" ? "" : `:${position}`}`;
}

// The caret stands under the character; what cannot be shown as itself would shift it, so such lines go without.
function excerptLines(excerpt: string, column: number | undefined): readonly LogEntry[] {
  const shown = quote(excerpt, COLUMNS - 10).slice(1, -1);
  const line = text(`       ${shown}`);
  return shown === excerpt && column !== undefined
    ? [line, text(`       ${" ".repeat(column - 1)}^`)]
    : [line];
}

function verdictEntries({ report, verdicts }: Conclusion, isSingle: boolean): readonly LogEntry[] {
  const open = verdicts.filter((verdict) => verdict.outcome === "unverified");
  const { passed, skipped } = report.counts;
  const margin = isSingle ? "" : "  ";
  return [
    text(""),
    ...(isSingle ? [] : wrapped("", report.domain)),
    text(`${margin}${plural(passed, "check")} passed, ${skipped} not applicable here`),
    ...(open.length === 0
      ? []
      : wrapped(`${margin}not verified: `, list(open.map((verdict) => verdict.check.id)))),
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

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Wraps words behind a label; further lines are indented to the label's width. */
function wrapped(label: string, words: string): readonly LogEntry[] {
  const width = COLUMNS - label.length;
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(words, width)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  const indent = " ".repeat(label.length);
  return lines.map((content, index) => text((index === 0 ? label : indent) + content));
}

// A record to publish is copied from here, so it stays in one piece, like a number with its unit; what is longer than
// a line cannot.
function wordsOf(text: string, width: number): readonly string[] {
  return text.split(/(?<!v=STSv1;) (?!s\b)/).flatMap((word) => piecesOf(word, width));
}

function piecesOf(word: string, width: number): readonly string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, "gsu")) ?? []);
}
