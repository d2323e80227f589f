// The log in README.md: made by the code itself, from the change that the demonstration stops.
import { BAD_POLICY } from "../sandbox/demonstration";
import { conclude } from "../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { logOf } from "../tasks/MtaStsGateV1/report/log";
import type { LogEntry } from "../tasks/MtaStsGateV1/report/log-lines";
import type { Problem } from "../tasks/MtaStsGateV1/report/types";
import { HEALTHY_POLICY, healthyEvidence, healthyOptions } from "../test/support/healthy";
import { withOutputs } from "./page-outputs";

/** README.md with the log of today's code between its two markers. */
export function readmePage(current: string): string {
  return withOutputs(current, (name) => (name === "bad change" ? badChangeLog() : undefined));
}

function badChangeLog(): string {
  const options = healthyOptions("preDeploy");
  const evidence = healthyEvidence(BAD_POLICY, HEALTHY_POLICY);
  const { report, conclusions } = conclude(
    {
      schema: 1,
      options,
      startedAt: evidence.gatheredAt,
      finishedAt: evidence.gatheredAt,
      domains: [evidence],
    },
    knowledge,
  );
  const lines = logOf(report, conclusions).map(lineOf);
  return `${lines.join("\n")}\n`;
}

function lineOf(entry: LogEntry): string {
  switch (entry.kind) {
    case "text":
      return entry.text;
    case "group":
      return `##[group]${entry.title}`;
    case "endgroup":
      return "##[endgroup]";
    default:
      return issueLine(entry.problem);
  }
}

/** An issue as the agent shows it in the log. */
function issueLine({ severity, check, message, file, line, column }: Problem): string {
  const place = `${file}(${line},${column}): ${severity} `;
  return `##[${severity}]${file === undefined ? "" : place}${check}: ${message}`;
}
