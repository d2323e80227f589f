// Writes expected.txt of every fixture and the golden log from what the checks say now. The diff is reviewed like code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { busyRun, GOLDEN_LOG, logText } from "../test/support/busy-run";
import { allFixtures, linesOf, reportOf } from "../test/support/fixtures";

for (const fixture of allFixtures()) {
  writeFileSync(join(fixture.folder, "expected.txt"), linesOf(reportOf(fixture)));
}
writeFileSync(GOLDEN_LOG, logText(busyRun()));
