// The test results (Tests tab), in the form of the JUnit task of Ant, which Azure's publisher reads: a suite for each
// domain, a test case for each check. Pure.
import type { Severity } from "../checks/check";
import type { Conclusion } from "../conclude";
import { visible } from "../quote";
import { idOf, type Verdict } from "../verdict";
import { problemLines } from "./log";
import { plural } from "./log-lines";
import type { Problem, Report } from "./types";
import { reasonOf } from "./unverified";
import { element, escaped } from "./xml";

/**
 * The results of a run, in pieces: with hundreds of domains they are the longest report. Warnings are failures where they
 * fail the step.
 */
export function* testResultsXml(
  report: Report,
  conclusions: readonly Conclusion[],
): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>';
  for (const [id, conclusion] of conclusions.entries())
    yield `\n${suiteOf(conclusion, id, report)}`;
  // One of several jobs may have no domain, but the form asks for a suite.
  if (conclusions.length === 0) yield `\n${suiteElement(report, { name: "no domain", id: 0 })}`;
  yield "\n</testsuites>\n";
}

function suiteOf(conclusion: Conclusion, id: number, report: Report): string {
  const { verdicts, report: domainReport } = conclusion;
  const name = domainReport.domain === "" ? "policy file" : domainReport.domain;
  const cases = verdicts.map((verdict) => caseOf(verdict, name, conclusion));
  const failing = failingSeverities(conclusion);
  const remarks = domainReport.problems.filter(({ severity }) => !failing.includes(severity));
  const output = [...remarks.flatMap(problemLines), `next step: ${domainReport.update.nextStep}`];
  return suiteElement(report, { name, id, cases, output });
}

interface Suite {
  readonly name: string;
  readonly id: number;
  readonly cases?: readonly Case[];
  /** Lines of standard output. */
  readonly output?: readonly string[];
}

function suiteElement(report: Report, { name, id, cases = [], output = [] }: Suite): string {
  const count = (kind: Case["kind"]) => cases.filter((one) => one.kind === kind).length;
  return element(
    "testsuite",
    {
      package: report.tool.name,
      id,
      name: visible(name),
      timestamp: report.startedAt.slice(0, "2000-01-01T00:00:00".length),
      hostname: "localhost",
      tests: cases.length,
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
      time: secondsOf(report),
    },
    [
      "",
      element("properties", {}, element("property", { name: "stage", value: report.stage })),
      ...cases.map((one) => one.xml),
      element("system-out", {}, textOf(output)),
      element("system-err", {}),
      "",
    ].join("\n"),
  );
}

interface Case {
  readonly kind: "passed" | "failure" | "error" | "skipped";
  readonly xml: string;
}

function caseOf(verdict: Verdict, classname: string, conclusion: Conclusion): Case {
  const attributes = {
    // Without its title, which may change: the history of a test goes by its name.
    name: idOf(verdict),
    classname: visible(classname),
    time: 0,
  };
  const [kind, content] = outcomeOf(verdict, conclusion);
  return { kind, xml: element("testcase", attributes, content) };
}

function outcomeOf(verdict: Verdict, conclusion: Conclusion): readonly [Case["kind"], string] {
  if (verdict.outcome === "skipped") return ["skipped", element("skipped", {})];
  if (verdict.outcome === "unverified") {
    const message = visible(reasonOf(verdict, conclusion.deployment));
    return ["error", element("error", { message, type: "unverified" })];
  }
  const failing = failingSeverities(conclusion);
  const failures = verdict.problems.filter(({ severity }) => failing.includes(severity));
  const [first] = failures;
  return first === undefined ? ["passed", ""] : ["failure", failureOf(first, failures)];
}

function failureOf(first: Problem, all: readonly Problem[]): string {
  const more = all.length > 1 ? ` (and ${plural(all.length - 1, "more problem")})` : "";
  const message = `${visible(first.message)}${more}`;
  const lines = all.flatMap((problem) => [...problemLines(problem), ""]).slice(0, -1);
  return element("failure", { message, type: first.severity }, textOf(lines));
}

function failingSeverities({ deployment }: Conclusion): readonly Severity[] {
  return deployment.options.failOn === "warning" ? ["error", "warning"] : ["error"];
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => escaped(visible(line))).join("\n");
}

function secondsOf({ startedAt, finishedAt }: Report): string {
  return ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(3);
}
