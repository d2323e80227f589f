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
  const isMissing =
    asked.includes("skipped") || check.needs.some((need) => deployment[need].status === "absent");
  if (isMissing) return { id: check.id, outcome: "skipped", problems: [] };
  const findings = check.judge(seenOf(check.needs, deployment), deployment, knowledge);
  const problems = capped(check, findings).map((finding) =>
    problemOf(check, finding, weight, deployment),
  );
  return { check, outcome: problems.length > 0 ? "problems" : "passed", problems };
}

type SeenValues = Parameters<Check["judge"]>[0];

function seenOf(needs: readonly Need[], deployment: Deployment): SeenValues {
  const entries = needs.map((need) => {
    const observation = deployment[need];
    return [need, observation.status === "found" ? observation.value : undefined] as const;
  });
  return Object.fromEntries(entries) as SeenValues;
}

function capped(check: Check, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_PROBLEMS_PER_CHECK) return findings;
  const rest = findings.length - MAX_PROBLEMS_PER_CHECK + 1;
  const more = { message: `${check.title}: ${rest} more places` };
  return [...findings.slice(0, MAX_PROBLEMS_PER_CHECK - 1), more];
}

function problemOf(
  check: Check,
  finding: Finding,
  weight: Severity,
  deployment: Deployment,
): Problem {
  const { message, severity = check.severity, file } = finding;
  const { line, column } = placeOf(finding, deployment);
  const isIgnored = deployment.options.ignoreChecks.includes(check.id);
  const excerpt = excerptOf(deployment, finding);
  const path = file ?? (line === undefined ? undefined : committedPath(deployment));
  return {
    check: check.id,
    severity: isIgnored ? "note" : weaker(severity, weight),
    message,
    why: check.why,
    fix: finding.fix ?? check.fix,
    ...(path === undefined ? {} : { file: path }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

/** A place in the policy, as one in the file that holds it. */
function placeOf(finding: Finding, { policyFile }: Deployment): Pick<Finding, "line" | "column"> {
  const { file, line, column } = finding;
  const places = policyFile.status === "found" ? policyFile.value.places : undefined;
  const start = file === undefined && line !== undefined ? places?.[line - 1] : undefined;
  if (start === undefined) return finding;
  return {
    line: start.line,
    ...(column === undefined ? {} : { column: start.column + column - 1 }),
  };
}

function excerptOf({ policyFile }: Deployment, { file, line }: Finding): string | undefined {
  if (policyFile.status !== "found" || file !== undefined || line === undefined) return undefined;
  // In code other text stands before and behind the line.
  if (policyFile.value.places !== undefined) return undefined;
  const shown = policyFile.value.text.lines[line - 1]?.text;
  return shown !== undefined && shown.length > 0 && shown.length <= MAX_EXCERPT_LENGTH
    ? shown
    : undefined;
}

function committedPath({ policyFile }: Deployment): string | undefined {
  return policyFile.status === "found" ? policyFile.value.path : undefined;
}
