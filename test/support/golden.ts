// What test/golden holds: the busy run in every form.
import { join } from "node:path";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { reportJson } from "../../tasks/MtaStsGateV1/report/json";
import {
  sarifJson,
  summaryMarkdown,
  testResultsXml,
} from "../../tasks/MtaStsGateV1/report/reports";
import { logText } from "./busy-run";
import { allFixtures, type Fixture, runOf } from "./fixtures";

export const GOLDEN = join(__dirname, "..", "golden");

/** The files that a run leaves, and its log. */
export interface Forms {
  readonly log: string;
  readonly markdown: string;
  readonly xml: string;
  readonly sarif: string;
  readonly json: string;
}

/** A run in every form. */
export function formsOf(run: EvidenceFile): Forms {
  const { report, conclusions } = conclude(run, knowledge);
  return {
    log: logText(run),
    markdown: summaryMarkdown(report, conclusions),
    xml: [...testResultsXml(report, conclusions)].join(""),
    sarif: sarifJson(report, conclusions),
    json: reportJson(report),
  };
}

let forms: readonly { readonly fixture: Fixture; readonly forms: Forms }[] | undefined;

/** Every fixture in every form, made once for all tests. */
export function fixtureForms() {
  forms ??= allFixtures().map((fixture) => ({ fixture, forms: formsOf(runOf(fixture)) }));
  return forms;
}

/** Names of the golden files. */
export const GOLDEN_FILES: { readonly [F in keyof Forms]: string } = {
  log: "log.txt",
  markdown: "summary.md",
  xml: "junit.xml",
  sarif: "report.sarif",
  json: "report.json",
};
