// npm run build: dist/MtaStsGateV1/, the task as an agent gets it, and dist/*.vsix, the package.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import { packageFolders, sharingProblems, writeBundles } from "./bundles";
import { Fault, refuse } from "./fault";
import { notices } from "./notices";
import {
  COPIED_PACKAGE_FILES,
  COPIED_TASK_FILES,
  MAX_TASK_OCTETS,
  MAX_VSIX_OCTETS,
  NOTICES_FILE,
  TASK_FILES,
  TASK_FOLDER,
  VSIX_FILES,
} from "./package-files";
import { taskJsonProblems } from "./task-json";
import { versionProblems } from "./versions";
import { archiveFiles, contentProblems, packExtension, sizeProblems } from "./vsix";

const ROOT = resolve(__dirname, "..");
const TASK_SOURCE = join(ROOT, "tasks", TASK_FOLDER);
const DIST = join(ROOT, "dist");

async function main(): Promise<void> {
  mkdirSync(DIST, { recursive: true });
  // Built aside and moved at the end: a failed build leaves nothing half done, two at a time do not mix.
  const folder = mkdtempSync(join(DIST, ".building-"));
  try {
    checkManifests();
    const staging = join(folder, "staging");
    await stage(staging);
    await packExtension(staging, folder);
    const vsix = await checkPackage(folder);
    release(join(staging, TASK_FOLDER), join(folder, vsix));
    show(vsix);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkManifests(): void {
  const task = readJson("tasks", TASK_FOLDER, "task.json");
  refuse(taskJsonProblems(task, TASK_FILES).map((problem) => `task.json: ${problem}`));
  const { version } = readJson("package.json");
  refuse(versionProblems(version, task, readJson("vss-extension.json"), TASK_FOLDER));
}

/** Lays out what ships, with the task in its own folder. */
async function stage(staging: string): Promise<void> {
  const task = join(staging, TASK_FOLDER);
  for (const file of COPIED_TASK_FILES) copy(join(TASK_SOURCE, file), join(task, file));
  for (const { from, to } of COPIED_PACKAGE_FILES) copy(join(ROOT, from), join(staging, to));
  copy(join(ROOT, "vss-extension.json"), join(staging, "vss-extension.json"));
  const modules = await writeBundles(ROOT, TASK_SOURCE, task);
  refuse(sharingProblems(modules, ROOT));
  const packages = packageFolders([...modules.values()].flat());
  writeFileSync(join(staging, NOTICES_FILE), notices(ROOT, packages));
}

/** Returns the name of the VSIX in the folder. */
async function checkPackage(folder: string): Promise<string> {
  const task = join(folder, "staging", TASK_FOLDER);
  const vsix = readdirSync(folder).find((name) => name.endsWith(".vsix"));
  if (vsix === undefined) throw new Fault("tfx made no VSIX");
  const files = readdirSync(task, { recursive: true, encoding: "utf8" });
  refuse(contentProblems("the task folder", files, TASK_FILES));
  refuse(contentProblems("the VSIX", await archiveFiles(join(folder, vsix)), VSIX_FILES));
  refuse(sizeProblems("the task folder, compressed,", compressedOctets(task), MAX_TASK_OCTETS));
  refuse(sizeProblems("the VSIX", statSync(join(folder, vsix)).size, MAX_VSIX_OCTETS));
  return vsix;
}

function release(task: string, vsix: string): void {
  for (const old of readdirSync(DIST)) {
    if (old === TASK_FOLDER || old.endsWith(".vsix"))
      rmSync(join(DIST, old), { recursive: true, force: true });
  }
  renameSync(task, join(DIST, TASK_FOLDER));
  renameSync(vsix, join(DIST, basename(vsix)));
}

function show(vsix: string): void {
  const task = join(DIST, TASK_FOLDER);
  console.log(`dist/${TASK_FOLDER}/ (${kilobytes(compressedOctets(task))} compressed)`);
  for (const file of TASK_FILES)
    console.log(`  ${file} ${kilobytes(statSync(join(task, file)).size)}`);
  console.log(`dist/${vsix} ${kilobytes(statSync(join(DIST, vsix)).size)}`);
}

function compressedOctets(task: string): number {
  const sizes = readdirSync(task).map(
    (file) => deflateRawSync(readFileSync(join(task, file))).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function copy(from: string, to: string): void {
  if (!existsSync(from)) refuse([`${relative(ROOT, from)} shall ship but does not exist`]);
  cpSync(from, to, { recursive: true });
}

function readJson(...path: readonly string[]) {
  return JSON.parse(readFileSync(join(ROOT, ...path), "utf8"));
}

function kilobytes(octets: number): string {
  return `${Math.ceil(octets / 1000)} KB`;
}

main().catch((error) => {
  if (!(error instanceof Fault)) throw error;
  for (const line of error.message.split("\n")) console.error(`build: ${line}`);
  process.exitCode = 1;
});
