// npm start -- --replay evidence.json: judges the evidence of an earlier run again, without any look-up.
import { readFileSync } from "node:fs";
import { conclude } from "../tasks/MtaStsGateV1/conclude";
import type { EvidenceFile } from "../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { reportJson } from "../tasks/MtaStsGateV1/report/json";

/** The report of the evidence: the same bytes as the run itself wrote. */
export function replay(evidencePath: string): { readonly json: string; readonly failed: boolean } {
  const file = JSON.parse(readFileSync(evidencePath, "utf8")) as EvidenceFile;
  if (file.schema !== 1) throw new Error("this is no evidence.json of schema 1");
  const { report } = conclude(file, knowledge);
  return { json: reportJson(report), failed: report.result === "failed" };
}
