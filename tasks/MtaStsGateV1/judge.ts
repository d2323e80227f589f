// Runs every check over a deployment and weighs what it finds (docs/stages.md). Pure.
import type { Check, Finding, Need, Severity } from "./checks/check";
import { CHECK_IDS } from "./checks/check-ids";
import { FAMILIES, isMoot } from "./checks/families";
import { bySeverity, stageSeverity, weaker } from "./checks/severity";
import type { Deployment } from "./deployment";
import type { Knowledge } from "./deployment/knowledge";
import type { Problem } from "./report/types";
import type { Verdict } from "./verdict";

/** Problems of one check and domain that are listed; what is beyond is counted in the last one. */
const MAX_PROBLEMS_PER_CHECK = 25;

/** Longest line of a policy that a report quotes whole, in characters. */
const MAX_EXCERPT_LENGTH = 90;

/** Judges one domain by all checks; those that cannot say anything are not even loaded. */
export function judgeAll(deployment: Deployment, knowledge: Knowledge): readonly Verdict[] {
  return FAMILIES.flatMap((family) =>
    isMoot(family, deployment)
      ? CHECK_IDS[family].map((id) => ({ id, outcome: "skipped" as const, problems: [] as const }))
      : judge(deployment, knowledge.checksOf(family), knowledge),
  );
}

/** Judges one domain: a verdict per check, in the order of the checks. */
export function judge(
  deployment: Deployment,
  checks: readonly Check[],
  knowledge: Knowledge,
): readonly Verdict[] {
  return checks.map((check) => verdictOf(check, deployment, knowledge));
}

/** All problems, errors first, else in report order. */
export function problemsOf(verdicts: readonly Verdict[]): readonly Problem[] {
  return verdicts
    .flatMap((verdict) => verdict.problems)
    .map((problem, order) => ({ problem, order }))
    .sort((a, b) => bySeverity(a.problem.severity, b.problem.severity) || a.order - b.order)
    .map(({ problem }) => problem);
}

function verdictOf(check: Check, deployment: Deployment, knowledge: Knowledge): Verdict {
  const weight = stageSeverity(check.area, deployment);
  if (weight === undefined) return { id: check.id, outcome: "skipped", problems: [] };
  const asked = [...check.needs, ...(check.answered ?? [])].map((need) => deployment[need].status);
  if (asked.includes("failed")) return { check, outcome: "unverified", problems: [] };
  const seen = seenOf(check.needs, deployment);
  if (seen === undefined || asked.includes("skipped")) {
    return { id: check.id, outcome: "skipped", problems: [] };
  }
  const findings = check.judge(seen, deployment, knowledge);
  const problems = capped(check, findings).map((finding) =>
    problemOf(check, finding, weight, deployment),
  );
  return { check, outcome: problems.length > 0 ? "problems" : "passed", problems };
}

type SeenValues = Parameters<Check["judge"]>[0];

/** What a check needs; undefined where anything of it is not there. */
function seenOf(needs: readonly Need[], deployment: Deployment): SeenValues | undefined {
  const entries = needs.flatMap((need) => {
    const observation = deployment[need];
    return observation.status === "found" ? [[need, observation.value] as const] : [];
  });
  return entries.length < needs.length ? undefined : (Object.fromEntries(entries) as SeenValues);
}

function capped(check: Check, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_PROBLEMS_PER_CHECK) return findings;
  const listed = findings.slice(0, MAX_PROBLEMS_PER_CHECK - 1);
  const rest = findings.slice(listed.length);
  const [heaviest = check.severity] = rest
    .map((finding) => severityOf(finding, check))
    .sort(bySeverity);
  return [...listed, { message: `${check.title}: ${rest.length} more`, severity: heaviest }];
}

function severityOf(finding: Finding, check: Check): Severity {
  return finding.severity ?? check.severity;
}

function problemOf(
  check: Check,
  finding: Finding,
  weight: Severity,
  deployment: Deployment,
): Problem {
  const isIgnored = deployment.options.ignoreChecks.includes(check.id);
  return {
    check: check.id,
    severity: isIgnored ? "note" : weaker(severityOf(finding, check), weight),
    message: finding.message,
    why: check.why,
    fix: finding.fix ?? check.fix,
    ...placeOf(finding, deployment),
  };
}

type Place = Pick<Problem, "file" | "line" | "column" | "excerpt">;

/** In the file that the finding names, else in the one that holds the policy. */
function placeOf({ file, line, column }: Finding, { policyFile }: Deployment): Place {
  if (file !== undefined || line === undefined || policyFile.status !== "found") {
    return {
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    };
  }
  const { path, text, places } = policyFile.value;
  const start = places?.[line - 1];
  // In code other text stands before and behind the line.
  const excerpt = places === undefined ? excerptOf(text.lines[line - 1]?.text) : {};
  return {
    file: path,
    line: start?.line ?? line,
    ...(column === undefined ? {} : { column: (start?.column ?? 1) + column - 1 }),
    ...excerpt,
  };
}

function excerptOf(line = ""): Pick<Problem, "excerpt"> {
  return line.length > 0 && line.length <= MAX_EXCERPT_LENGTH ? { excerpt: line } : {};
}
