// Makes the package: stages what ships, packs it, and looks at the result before it goes where the last one was.
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
import { basename, join, relative } from "node:path";
import { deflateRawSync } from "node:zlib";
import { billOfMaterials } from "./bill-of-materials";
import { packageFolders, sharingProblems, writeBundles } from "./bundles";
import type { Edition } from "./editions";
import { refuse } from "./fault";
import { type Manifests, manifestText, readManifests } from "./manifests";
import { notices } from "./notices";
import {
  BILL_FILE,
  COPIED_PACKAGE_FILES,
  COPIED_TASK_FILES,
  MAX_TASK_OCTETS,
  MAX_VSIX_OCTETS,
  NOTICES_FILE,
  TASK_FILES,
  TASK_FOLDER,
  VSIX_FILES,
} from "./package-files";
import { archiveFiles, contentProblems, packExtension, sizeProblems } from "./vsix";

/** What was made, as absolute paths. */
export interface BuiltExtension {
  /** The task as an agent gets it. */
  readonly task: string;
  readonly vsix: string;
}

/**
 * Builds an edition from the repository at `root` into its folder there.
 * @throws Fault with one line per rule that is broken; what was built before then stays
 */
export async function buildExtension(root: string, edition: Edition): Promise<BuiltExtension> {
  const output = join(root, edition.folder);
  mkdirSync(output, { recursive: true });
  // Built aside and moved at the end: a failed build leaves nothing half done, two at a time do not mix.
  const aside = mkdtempSync(join(output, ".building-"));
  try {
    const staging = join(aside, "staging");
    await stage(root, staging, readManifests(root, edition));
    const vsix = await packExtension(staging, aside);
    await checkPackage(join(staging, TASK_FOLDER), vsix);
    return release(join(staging, TASK_FOLDER), vsix, output);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Lays out what ships, with the task in its own folder. */
async function stage(root: string, staging: string, manifests: Manifests): Promise<void> {
  const source = join(root, "tasks", TASK_FOLDER);
  const task = join(staging, TASK_FOLDER);
  const copy = (from: string, to: string): void => {
    if (!existsSync(from)) refuse([`${relative(root, from)} shall ship but does not exist`]);
    cpSync(from, to, { recursive: true });
  };
  for (const file of COPIED_TASK_FILES) copy(join(source, file), join(task, file));
  for (const { from, to } of COPIED_PACKAGE_FILES) copy(join(root, from), join(staging, to));
  writeFileSync(join(task, "task.json"), manifestText(manifests.task));
  writeFileSync(join(staging, "vss-extension.json"), manifestText(manifests.extension));
  const modules = await writeBundles(root, source, task);
  refuse(sharingProblems(modules, root));
  const packages = packageFolders([...modules.values()].flat());
  writeFileSync(join(staging, NOTICES_FILE), notices(root, packages));
  writeFileSync(join(staging, BILL_FILE), billOfMaterials(root, packages));
}

async function checkPackage(task: string, vsix: string): Promise<void> {
  const files = readdirSync(task, { recursive: true, encoding: "utf8" });
  refuse(contentProblems("the task folder", files, TASK_FILES));
  refuse(contentProblems("the VSIX", await archiveFiles(vsix), VSIX_FILES));
  refuse(sizeProblems("the task folder, compressed,", compressedOctets(task), MAX_TASK_OCTETS));
  refuse(sizeProblems("the VSIX", statSync(vsix).size, MAX_VSIX_OCTETS));
}

function release(task: string, vsix: string, output: string): BuiltExtension {
  for (const old of readdirSync(output)) {
    if (old === TASK_FOLDER || old.endsWith(".vsix"))
      rmSync(join(output, old), { recursive: true, force: true });
  }
  const built = { task: join(output, TASK_FOLDER), vsix: join(output, basename(vsix)) };
  renameSync(task, built.task);
  renameSync(vsix, built.vsix);
  return built;
}

/** What an agent downloads of a task folder, about. */
export function compressedOctets(task: string): number {
  const sizes = readdirSync(task).map(
    (file) => deflateRawSync(readFileSync(join(task, file))).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
