// The manifests as they ship: those of the repository, with the version and what the edition changes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Edition } from "./editions";
import { refuse } from "./fault";
import { TASK_FILES, TASK_FOLDER } from "./package-files";
import { type TaskJson, taskJsonProblems } from "./task-json";
import { taskVersion, versionProblems } from "./versions";

/** What tfx packs. */
export interface Manifests {
  readonly version: string;
  readonly task: TaskJson;
  /** vss-extension.json. */
  readonly extension: Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly publisher: string;
    readonly version: string;
  };
}

/**
 * Reads the manifests of a repository and stamps them.
 * @throws Fault with one line per rule that they break
 */
export function readManifests(root: string, edition: Edition): Manifests {
  const readJson = (...path: readonly string[]) =>
    JSON.parse(readFileSync(join(root, ...path), "utf8"));
  const { version } = readJson("package.json");
  const lock = readJson("package-lock.json");
  const task = readJson("tasks", TASK_FOLDER, "task.json");
  const extension = readJson("vss-extension.json");
  refuse(versionProblems({ version, lock, task, extension }, TASK_FOLDER));
  const stamped = { ...task, version: taskVersion(version), ...edition.task };
  refuse(taskJsonProblems(stamped, TASK_FILES).map((problem) => `task.json: ${problem}`));
  return { version, task: stamped, extension: { ...extension, version, ...edition.extension } };
}

/** A manifest as a file. */
export function manifestText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
