// Writes expected.txt of every fixture from what the checks say now. The diff is reviewed like code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allFixtures, linesOf, reportOf } from "../test/support/fixtures";

for (const fixture of allFixtures()) {
  writeFileSync(join(fixture.folder, "expected.txt"), linesOf(reportOf(fixture)));
}
