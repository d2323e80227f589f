// Writes expected.txt of every fixture and the golden files from what the code says now, and names those that changed.
// The diff is reviewed like code.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { busyRun } from "../test/support/busy-run";
import { allFixtures, linesOf, reportOf } from "../test/support/fixtures";
import { type Forms, formsOf, GOLDEN, GOLDEN_FILES } from "../test/support/golden";

function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
  console.log(`wrote ${relative(process.cwd(), path)}`);
}

for (const fixture of allFixtures()) {
  write(join(fixture.folder, "expected.txt"), linesOf(reportOf(fixture)));
}
const forms = formsOf(busyRun());
for (const [form, file] of Object.entries(GOLDEN_FILES)) {
  write(join(GOLDEN, file), forms[form as keyof Forms]);
}
