// The log of a situation as it is kept in test/golden/situations: what differs from run to run is replaced by a sign.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StepReport } from "../../sandbox/agent";

const FOLDER = join(__dirname, "..", "golden", "situations");

/** Rewrites the kept logs in place of comparing; the diff is reviewed like code. */
const IS_REWRITING = process.env.REWRITE_SITUATIONS === "1";

/** What is another text in every run, or wherever a check is added, and what stands for it. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\d+\.\d\d s\b/g, "#.## s"],
  [/\b\d{4}-\d\d-\d\d\b/g, "<date>"],
  [/\b\d\d:\d\d:\d\d\b/g, "<time>"],
  [/\bid=20\d{12}Z/g, "id=<now>"],
  [/commit [0-9a-f]{10}\b/g, "commit <hash>"],
  [/^\d+ checks passed, \d+ not applicable here$/gm, "# checks passed, # not applicable here"],
  [
    /^(not verified: )\d+( checks?, since [^)]*\)):\s[\s\S]*?(?=\nnot verified|\nnext step)/gm,
    "$1#$2: …",
  ],
  // A busy machine is a slow one.
  [/note interop-slow: [\s\S]*?\n\n/, ""],
  [/, \d+ notes?\)/g, ", # notes)"],
];

/** What the gate wrote of a step, made the same for every run. */
export function logOfSituation({ log }: StepReport): string {
  const start = log.findIndex((line) => line.startsWith("MTA-STS Policy Gate"));
  const end = log.findIndex((line) => line.startsWith("Result: "));
  const text = `${log.slice(start, end + 1).join("\n")}\n`;
  return SIGNS.reduce((masked, [pattern, sign]) => masked.replace(pattern, sign), text);
}

/** Throws where the log is not the one that is kept under this name. */
export function assertLog(name: string, step: StepReport): void {
  const path = join(FOLDER, `${name}.txt`);
  const text = logOfSituation(step);
  if (IS_REWRITING) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, text);
  }
  const kept = existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : "";
  assert.equal(text, kept, `${name}.txt`);
}
