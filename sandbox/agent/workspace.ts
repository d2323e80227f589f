// The folders of a job, where the agent has them (agent: BuildDirectoryManager.cs, TempDirectoryManager.cs).
import fs from "node:fs";
import path from "node:path";

/** Absolute paths. */
export interface Workspace {
  readonly root: string;
  /** `_work` */
  readonly work: string;
  /** `_work/1` */
  readonly pipeline: string;
  /** `_work/1/s`, or the repository itself where it is used in place. */
  readonly sources: string;
  readonly staging: string;
  readonly binaries: string;
  readonly testResults: string;
  readonly temp: string;
  readonly tools: string;
  /** Not the agent's: here the emulator keeps what a real agent would upload. */
  readonly results: string;
}

/** How the sources get into the job: copied as the folder is, or not at all. */
export type Checkout = "copy" | "inPlace";

/** Makes the folders of a job below `root`, empty but for the tools and the sources. */
export function prepareWorkspace(root: string, repository: string, checkout: Checkout): Workspace {
  const work = path.join(path.resolve(root), "_work");
  const pipeline = path.join(work, "1");
  const workspace: Workspace = {
    root: path.resolve(root),
    work,
    pipeline,
    sources: checkout === "copy" ? path.join(pipeline, "s") : path.resolve(repository),
    staging: path.join(pipeline, "a"),
    binaries: path.join(pipeline, "b"),
    testResults: path.join(pipeline, "TestResults"),
    temp: path.join(work, "_temp"),
    tools: path.join(work, "_tool"),
    results: path.join(path.resolve(root), "_results"),
  };
  for (const folder of [pipeline, workspace.temp, workspace.results]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const { staging, binaries, testResults, temp, tools, results } = workspace;
  for (const folder of [staging, binaries, testResults, temp, tools, results]) {
    fs.mkdirSync(folder, { recursive: true });
  }
  if (checkout === "copy") {
    fs.cpSync(repository, workspace.sources, { recursive: true, verbatimSymlinks: true });
  }
  return workspace;
}

/**
 * A `node_modules` folder that Node would find from a task folder, though the task does not bring it along; undefined
 * where the task stands alone, as it does on a real agent.
 */
export function foreignModules(taskFolder: string): string | undefined {
  let folder = path.dirname(fs.realpathSync(taskFolder));
  for (;;) {
    const modules = path.join(folder, "node_modules");
    if (fs.existsSync(modules)) return modules;
    if (folder === path.dirname(folder)) return undefined;
    folder = path.dirname(folder);
  }
}
