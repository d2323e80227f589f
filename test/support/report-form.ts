// What holds of the files of every run of the packed task: each is valid in the schema of those who read it. JSON and
// SARIF are looked at at once; test results together at the end, since the validator takes its time to start.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { Report } from "../../tasks/MtaStsGateV1/report/types";
import { activeParts } from "./rendered";
import { sarifSchemaFaults, testResultFaults } from "./report-schemas";

const SCHEMA = join(__dirname, "..", "..", "docs", "report.schema.json");
const isReport = new Ajv({ strictTypes: true }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

const testResults: string[] = [];

/** Throws where a file of the run is missing or not valid. */
export function assertReportForms(report: Report, folder: string): void {
  assert.ok(isReport(report), JSON.stringify(isReport.errors, null, 2));
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  // One of several jobs says so in the names.
  const marked = (start: string, end: string) =>
    text(
      readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(end)) ??
        start + end,
    );
  assert.deepEqual(sarifSchemaFaults(marked(`mta-sts-gate-${report.stage}`, ".sarif")), []);
  testResults.push(text("mta-sts-gate.xml"));
  assert.deepEqual(activeParts(marked(`MTA-STS Policy Gate (${report.stage})`, ".md")), []);
}

/** Throws where test results that were seen are not valid. */
export async function assertTestResults(): Promise<void> {
  if (testResults.length === 0) return;
  const named = testResults.splice(0).map((xml, index) => [`run-${index}`, xml]);
  assert.deepEqual(await testResultFaults(Object.fromEntries(named)), []);
}
