// The problems as SARIF 2.1.0, for the Scans tab and every other tool that reads it. Pure.
import type { Check, Severity } from "../checks/check";
import type { Conclusion } from "../conclude";
import { visible } from "../quote";
import { toldOf } from "../verdict";
import { sourceOf } from "./citation";
import type { Problem, Report } from "./types";
import { reasonOf } from "./unverified";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Where the rules come from. */
const STANDARD = "https://www.rfc-editor.org/rfc/rfc8461";

/** Base of the paths: the root of the repository, wherever it is checked out. */
const BASE = "SRCROOT";

/** The problems of a run, and as open results the checks that could not be verified. */
export function sarifJson(report: Report, conclusions: readonly Conclusion[]): string {
  const rules = rulesOf(conclusions);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const results = conclusions.flatMap(resultsOf);
  const { name, version } = report.tool;
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name,
            version,
            semanticVersion: version,
            informationUri: STANDARD,
            rules: rules.map(ruleOf),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: report.startedAt,
            endTimeUtc: report.finishedAt,
          },
        ],
        automationDetails: { id: `mta-sts-gate/${report.stage}/` },
        originalUriBaseIds: { [BASE]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results: results.map((result) => ({ ruleIndex: indexOf.get(result.ruleId), ...result })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Checks with a result, in report order. */
function rulesOf(conclusions: readonly Conclusion[]): readonly Check[] {
  const told = conclusions.flatMap(({ verdicts }) =>
    toldOf(verdicts).filter(({ outcome }) => outcome !== "passed"),
  );
  return [...new Map(told.map(({ check }) => [check.id, check])).values()];
}

function ruleOf({ id, title, severity, citation, why, fix }: Check) {
  const { words, url } = sourceOf(citation);
  const link = url === undefined ? words : `[${words}](${url})`;
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase()),
    shortDescription: { text: messageText(sentence(title)) },
    fullDescription: { text: messageText(sentence(why)) },
    help: {
      text: messageText(`${sentence(why)} Fix: ${sentence(fix)} Source: ${words}.`),
      markdown: `${messageText(sentence(why))}\n\n**Fix:** ${messageText(sentence(fix))}\n\nSource: ${link}`,
    },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: severity },
  };
}

function resultsOf(conclusion: Conclusion) {
  const { report, verdicts, deployment } = conclusion;
  const open = toldOf(verdicts).filter(({ outcome }) => outcome === "unverified");
  return [
    ...report.problems.map((problem) => ({
      ruleId: problem.check,
      level: problem.severity satisfies Severity,
      message: {
        text: messageText(
          `${withDomain(problem.message, conclusion)}. Fix: ${sentence(problem.fix)}`,
        ),
      },
      locations: [locationOf(problem, conclusion)],
    })),
    ...open.map((verdict) => ({
      ruleId: verdict.check.id,
      kind: "open" as const,
      level: "none" as const,
      message: {
        text: messageText(
          `${withDomain(`not verified: ${reasonOf(verdict, deployment)}`, conclusion)}.`,
        ),
      },
      locations: [locationOf({}, conclusion)],
    })),
  ];
}

function withDomain(message: string, { report: { domain } }: Conclusion): string {
  return domain === "" ? message : `${domain}: ${message}`;
}

type Place = Pick<Problem, "file" | "line" | "column" | "excerpt">;

// A fault of the live side has no place in a file, but many readers drop results without one: it gets the policy file.
function locationOf(place: Place, { report }: Conclusion) {
  const path = place.file ?? report.seen.policyFile.path;
  const artifactLocation = path === undefined ? undefined : { uri: uriOf(path), uriBaseId: BASE };
  return {
    ...(artifactLocation === undefined
      ? {}
      : { physicalLocation: { artifactLocation, region: regionOf(place) } }),
    ...(report.domain === ""
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: report.domain, kind: "resource" }] }),
  };
}

/** From the place to the end of its line; a point where that is not known. */
function regionOf({ line = 1, column = 1, excerpt }: Place) {
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: Math.max(column, (excerpt?.length ?? 0) + 1),
    ...(excerpt === undefined ? {} : { snippet: { text: excerpt } }),
  };
}

function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

/** Text in which nothing is a placeholder or a link (SARIF 2.1.0 sections 3.11.5 and 3.11.6). */
function messageText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/[{}]/g, "$&$&");
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
