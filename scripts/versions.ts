// The version stands in three files, since tfx, the server and npm each read their own.
import type { TaskJson } from "./task-json";

/** Where the versions differ, in one sentence each; empty: all agree. The task folder's name ends in the major version. */
export function versionProblems(
  packageVersion: string,
  task: Pick<TaskJson, "name" | "version">,
  extension: { readonly version: string },
  taskFolder: string,
): readonly string[] {
  const { Major, Minor, Patch } = task.version;
  const taskVersion = `${Major}.${Minor}.${Patch}`;
  const problems: string[] = [];
  if (taskVersion !== packageVersion) {
    problems.push(`task.json has version ${taskVersion}, package.json has ${packageVersion}`);
  }
  if (extension.version !== packageVersion) {
    problems.push(
      `vss-extension.json has version ${extension.version}, package.json has ${packageVersion}`,
    );
  }
  if (taskFolder !== `${task.name}V${Major}`) {
    problems.push(`the task folder is called ${taskFolder} instead of ${task.name}V${Major}`);
  }
  return problems;
}
