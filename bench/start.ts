// npm run bench: measures the packaged task and prints tables; with --write they go into docs/performance.md.
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { builtPackage } from "../sandbox/package";
import { TASK_FOLDER } from "../scripts/package-files";
import { missingPrograms } from "./by-hand";
import { PART_NAMES, type PartName, withPart } from "./page";
import { manyDomains } from "./parts/many-domains";
import { packageSize } from "./parts/package";
import { preDeploy } from "./parts/pre-deploy";
import { profile } from "./parts/profile";
import { startUp } from "./parts/start-up";
import { worstCases } from "./parts/worst-cases";
import type { Setting } from "./setting";

const ROOT = resolve(__dirname, "..");
const PAGE = join(ROOT, "docs", "performance.md");

const PARTS: Readonly<Record<PartName, (setting: Setting) => Promise<string>>> = {
  "start-up": startUp,
  profile,
  "pre-deploy": preDeploy,
  "many-domains": manyDomains,
  "worst-cases": worstCases,
  package: packageSize,
};

const HELP = [
  "npm run bench                     measure everything and print it",
  "npm run bench -- --only PART      one part; may be given more than once",
  "npm run bench -- --write          put what was measured into docs/performance.md",
  "npm run bench -- --task FOLDER    measure another build of the task",
  "",
  `Parts: ${PART_NAMES.join(", ")}`,
].join("\n");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      write: { type: "boolean", default: false },
      task: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const only = values.only ?? PART_NAMES;
  const unknown = only.filter((name) => !(PART_NAMES as readonly string[]).includes(name));
  const problems = [...unknown.map((name) => `there is no part ${name}`), ...missingPrograms()];
  if (problems.length > 0 || values.help) {
    for (const problem of problems) console.error(`bench: ${problem}`);
    console.log(HELP);
    process.exitCode = problems.length > 0 ? 2 : 0;
    return;
  }
  const parts = PART_NAMES.filter((name) => only.includes(name));
  await measure(parts, taskFolder(values.task), values.write);
}

function taskFolder(given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  builtPackage();
  return join(ROOT, "dist", TASK_FOLDER);
}

async function measure(
  parts: readonly PartName[],
  task: string,
  isWritten: boolean,
): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mta-sts-gate-bench-")));
  try {
    for (const part of parts) {
      const started = performance.now();
      const text = `${await PARTS[part]({ folder, task })}\n\n${machine()}`;
      console.log(`\n## ${part}\n\n${text}`);
      console.error(`(${Math.round((performance.now() - started) / 1000)} s)`);
      if (isWritten) writeFileSync(PAGE, withPart(readFileSync(PAGE, "utf8"), part, text));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function machine(): string {
  const { platform, arch, version } = process;
  return `Measured with ${availableParallelism()} processors, Node ${version.slice(1)}, ${platform} ${arch}.`;
}

void main();
