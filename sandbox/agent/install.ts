// Brings tasks onto the agent: from a VSIX as the Marketplace serves it, or from a built folder.
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import { type InstalledTask, readTask, versionOf } from "./task-definition";

const TASK_CONTRIBUTION = "ms.vss-distributed-task.task";

/**
 * Unpacks an extension and installs every task it contributes under `<root>/_work/_tasks`. Throws where the file is
 * no extension, or where a contribution names a folder that holds no task.
 */
export async function installExtension(
  vsixPath: string,
  root: string,
): Promise<readonly InstalledTask[]> {
  fs.mkdirSync(root, { recursive: true });
  const unpacked = fs.mkdtempSync(path.join(root, "_unpacked-"));
  try {
    await unzip(vsixPath, unpacked);
    const folders = taskFolders(unpacked);
    if (folders.length === 0) throw new Error(`${vsixPath} contributes no task`);
    return folders.map((folder) => installTask(folder, root));
  } finally {
    fs.rmSync(unpacked, { recursive: true, force: true });
  }
}

/** Copies a task folder to where the agent keeps it, in place of an earlier copy of the same version. */
export function installTask(folder: string, root: string): InstalledTask {
  const { definition } = readTask(folder);
  const target = path.join(
    tasksFolder(root),
    `${definition.name}_${definition.id}`,
    versionOf(definition),
  );
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(folder, target, { recursive: true });
  return { definition, folder: target };
}

/** The installed task that `name@major` means: the newest version of that major. Undefined where there is none. */
export function findTask(reference: string, root: string): InstalledTask | undefined {
  const [name, major] = reference.split("@");
  const found = installedTasks(root).filter(
    ({ definition }) =>
      definition.name.toLowerCase() === name?.toLowerCase() &&
      String(definition.version.Major) === major,
  );
  return found.sort((a, b) => newerFirst(a, b))[0];
}

function newerFirst(a: InstalledTask, b: InstalledTask): number {
  const [left, right] = [a.definition.version, b.definition.version];
  return right.Minor - left.Minor || right.Patch - left.Patch;
}

function installedTasks(root: string): InstalledTask[] {
  const tasks = tasksFolder(root);
  return subfolders(tasks).flatMap((task) => subfolders(task).map((version) => readTask(version)));
}

function tasksFolder(root: string): string {
  return path.join(root, "_work", "_tasks");
}

function taskFolders(extension: string): string[] {
  const file = path.join(extension, "extension.vsomanifest");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  return (manifest.contributions ?? [])
    .filter(({ type }) => type === TASK_CONTRIBUTION)
    .flatMap(({ id, properties }) => {
      const folder = path.join(extension, properties?.name ?? "");
      const folders = [folder, ...subfolders(folder)].filter(holdsTask);
      if (folders.length === 0)
        throw new Error(`contribution ${id} names no folder with a task.json`);
      return folders[0] === folder ? [folder] : folders;
    });
}

interface Manifest {
  readonly contributions?: readonly {
    readonly id: string;
    readonly type: string;
    readonly properties?: { readonly name?: string };
  }[];
}

function holdsTask(folder: string): boolean {
  return fs.existsSync(path.join(folder, "task.json"));
}

function subfolders(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name));
}

// yauzl refuses entries that would land outside of the folder.
async function unzip(zipPath: string, folder: string): Promise<void> {
  const zip = await openPromise(zipPath);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    const target = path.join(folder, entry.fileName);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), fs.createWriteStream(target));
  }
}
