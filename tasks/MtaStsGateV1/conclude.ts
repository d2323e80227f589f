// Evidence to report: interpretation, verdicts and their sum. The same evidence gives the same report.
import { version } from "../../package.json";
import type { Deployment } from "./deployment";
import type { Knowledge } from "./deployment/knowledge";
import type { Evidence, EvidenceFile } from "./evidence/types";
import { interpret } from "./interpret";
import { withoutCode } from "./interpret/embedded";
import { nextStepOf, recordToPublish } from "./interpret/update";
import { judgeAll, problemsOf } from "./judge";
import { correctPolicy } from "./mta-sts/corrected-policy";
import type { Options } from "./options";
import { seenOf } from "./report/seen";
import type { Counts, DomainReport, Problem, Report, Result } from "./report/types";
import type { Verdict } from "./verdict";

/** What was concluded of one domain: the report, and what it was made from, for those who show more. */
export interface Conclusion {
  readonly deployment: Deployment;
  readonly verdicts: readonly Verdict[];
  readonly report: DomainReport;
}

/** Judges one domain. */
export function concludeDomain(
  evidence: Evidence,
  options: Options,
  knowledge: Knowledge,
): Conclusion {
  const deployment = interpret(evidence, options);
  const verdicts = judgeAll(deployment, knowledge);
  const problems = problemsOf(verdicts);
  const {
    place: _place,
    expression: _expression,
    isContentHash: _hash,
    olderThan: _older,
    ...id
  } = deployment.id;
  const record = recordToPublish(deployment);
  const corrected = correctedOf(withoutCode(evidence), deployment);
  const result = resultOf(problems);
  const report: DomainReport = {
    domain: evidence.policyDomain,
    result,
    seen: seenOf(deployment),
    id,
    update: {
      state: deployment.state,
      policyChanged: deployment.policyChanged,
      nextStep: nextStepOf(deployment, result),
      ...(record === undefined ? {} : { record }),
    },
    problems,
    ...(corrected === undefined ? {} : { correctedPolicy: corrected }),
    counts: countsOf(problems, verdicts),
  };
  return { deployment, verdicts, report };
}

/** Judges a whole run. */
export function conclude(
  file: EvidenceFile,
  knowledge: Knowledge,
): { readonly report: Report; readonly conclusions: readonly Conclusion[] } {
  const conclusions = file.domains.map((evidence) =>
    concludeDomain(evidence, file.options, knowledge),
  );
  const domains = conclusions.map((conclusion) => conclusion.report);
  const report: Report = {
    schema: 1,
    tool: {
      name: "MTA-STS Policy Gate",
      version,
    },
    stage: file.options.stage,
    startedAt: file.startedAt,
    finishedAt: file.finishedAt,
    result: resultOf(domains.flatMap((domain) => domain.problems)),
    domains,
  };
  return { report, conclusions };
}

function correctedOf(evidence: Evidence, deployment: Deployment): string | undefined {
  const { policyFile } = deployment;
  if (policyFile.status !== "found" || evidence.policyFile.status !== "found") return undefined;
  const bytes = Buffer.from(evidence.policyFile.value.bytesBase64, "base64");
  return correctPolicy(policyFile.value.text, bytes);
}

function resultOf(problems: readonly Problem[]): Result {
  if (problems.some((problem) => problem.severity === "error")) return "failed";
  return problems.some((problem) => problem.severity === "warning") ? "warnings" : "passed";
}

function countsOf(problems: readonly Problem[], verdicts: readonly Verdict[]): Counts {
  const of = (severity: Problem["severity"]) =>
    problems.filter((problem) => problem.severity === severity).length;
  const outcomes = (outcome: Verdict["outcome"]) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return {
    error: of("error"),
    warning: of("warning"),
    note: of("note"),
    passed: outcomes("passed"),
    unverified: outcomes("unverified"),
    skipped: outcomes("skipped"),
  };
}
