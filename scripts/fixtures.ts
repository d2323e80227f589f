// Writes expected.txt of every fixture and the golden files from what the code says now. The diff is reviewed like code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { busyRun } from "../test/support/busy-run";
import { allFixtures, linesOf, reportOf } from "../test/support/fixtures";
import { type Forms, formsOf, GOLDEN, GOLDEN_FILES } from "../test/support/golden";

for (const fixture of allFixtures()) {
  writeFileSync(join(fixture.folder, "expected.txt"), linesOf(reportOf(fixture)));
}
const forms = formsOf(busyRun());
for (const [form, file] of Object.entries(GOLDEN_FILES)) {
  writeFileSync(join(GOLDEN, file), forms[form as keyof Forms]);
}
