// A job of an agent that has checked out a small repository, and the packaged task in it as the agent starts it.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { baseEnvironment, type Environment, taskEnvironment } from "../sandbox/agent/environment";
import { resolveInputs } from "../sandbox/agent/inputs";
import { agentVariables, serverVariables } from "../sandbox/agent/predefined-variables";
import { SecretMask } from "../sandbox/agent/secret-mask";
import { readTask } from "../sandbox/agent/task-definition";
import { Variables } from "../sandbox/agent/variables";
import { prepareWorkspace } from "../sandbox/agent/workspace";
import type { Program } from "./run-program";

/** Inputs of a step, or files of a repository by their path. */
export type Texts = Readonly<Record<string, string>>;

/** A job with its repository. */
export interface Job {
  /** The packaged task with these inputs; other inputs have their defaults. */
  readonly task: (inputs: Texts) => Program;
  /** Another Node script in the environment that the task would have with the same inputs. */
  readonly script: (inputs: Texts, ...args: readonly string[]) => Program;
  /** Where the repository is checked out. */
  readonly sources: string;
}

/** Commits in the repository: the policy was announced, then enforced. */
const HISTORY = [
  { at: "2026-01-05T09:00:00Z", mode: "testing" },
  { at: "2026-03-02T09:00:00Z", mode: "enforce" },
] as const;

/**
 * Makes a job below a folder.
 * @param task the folder of the packaged task
 * @param files of the repository; those that hold `mode: enforce` were committed with `mode: testing` before
 */
export function makeJob(folder: string, task: string, files: Texts): Job {
  const repository = join(folder, "repository");
  for (const { at, mode } of HISTORY) commit(repository, files, mode, at);
  const installed = join(folder, "task");
  // Away from the repository, so that no node_modules is in reach.
  cpSync(task, installed, { recursive: true });
  const workspace = prepareWorkspace(join(folder, "agent"), repository, "copy");
  const { definition } = readTask(installed);
  const environmentOf = (inputs: Texts): Environment => {
    const variables = new Variables(new SecretMask());
    const given = { ...serverVariables({}), ...agentVariables(workspace, AGENT) };
    for (const [name, value] of Object.entries(given)) variables.set(name, value);
    return taskEnvironment({
      base: baseEnvironment(),
      step: {},
      variables,
      inputs: resolveInputs(definition, inputs, {
        variables: () => undefined,
        environment: () => undefined,
        repositoryRoot: workspace.sources,
      }),
      taskVariables: [],
      prependPath: [],
    });
  };
  const script = (inputs: Texts, ...args: readonly string[]): Program => ({
    command: process.execPath,
    args,
    folder: workspace.sources,
    environment: environmentOf(inputs),
    // What an earlier run left there for postDeploy would be read again.
    prepare: () => {
      rmSync(workspace.temp, { recursive: true, force: true });
      mkdirSync(workspace.temp);
    },
  });
  return {
    sources: workspace.sources,
    script,
    task: (inputs) => ({ ...script(inputs, join(installed, "launcher.js")), check: assertPassed }),
  };
}

const AGENT = { name: "bench", version: "4.265.0" };

function assertPassed(output: string): void {
  if (!output.includes("##vso[task.complete result=Succeeded;]")) {
    throw new Error(`the gate did not pass what is healthy:\n${output.slice(0, 4000)}`);
  }
}

function commit(repository: string, files: Texts, mode: string, at: string): void {
  for (const [path, text] of Object.entries(files)) {
    const file = resolve(repository, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replace("mode: enforce", `mode: ${mode}`));
  }
  // Nobody's own settings: their hooks and signatures would take time and may fail.
  const environment = {
    PATH: process.env.PATH ?? "",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: at,
  };
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", repository, ...args], { env: environment });
  if (!existsSync(join(repository, ".git"))) git("init", "--quiet", "--initial-branch", "main");
  git("add", "--all");
  const author = ["-c", "user.name=A. Admin", "-c", "user.email=admin@contoso.com"];
  git(...author, "commit", "--quiet", "--message", `policy: ${mode}`);
}
