// npm run mutate [-- part] [Stryker's options]: changes the pure parts a thousand times and counts the changes that no
// test sees (docs/testing.md). What was tried before is kept in .cache and not tried again.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PARTS from "../test/mutation/parts.json";

const ROOT = join(__dirname, "..");
const STRYKER = join(ROOT, "node_modules/@stryker-mutator/core/bin/stryker.js");

/** The part of Stryker's report that is counted. */
interface MutationReport {
  readonly files: {
    readonly [path: string]: { readonly mutants: readonly { readonly status: string }[] };
  };
}

const [first = "", ...others] = process.argv.slice(2);
const isPart = Object.hasOwn(PARTS, first);
const parts = isPart ? [first] : Object.keys(PARTS);
const options = isPart || first === "" ? others : [first, ...others];
mkdirSync(join(ROOT, ".cache"), { recursive: true });

const exits = parts.map((part) => {
  const env = { ...process.env, MUTATED_PART: part };
  const { status } = spawnSync(process.execPath, [STRYKER, "run", ...options], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  return status ?? 1;
});
for (const part of parts) console.log(countedIn(part));
process.exitCode = Math.max(...exits);

function countedIn(part: string): string {
  const path = join(ROOT, `.cache/mutants-${part}.json`);
  if (!existsSync(path)) return `${part}: not tried`;
  const { files } = JSON.parse(readFileSync(path, "utf8")) as MutationReport;
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const number = (...of: readonly string[]) =>
    mutants.filter(({ status }) => of.includes(status)).length;
  const [seen, missed] = [number("Killed", "Timeout"), number("Survived", "NoCoverage")];
  const score = ((100 * seen) / (seen + missed)).toFixed(1);
  return `${part}: ${seen} of ${seen + missed} mutants seen (${score} %), ${number("Ignored")} left out`;
}
