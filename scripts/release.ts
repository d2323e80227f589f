// npm run release -- <folder>: publishes the package in a folder to the Marketplace. For the pipeline of a tag alone: the
// token comes in MARKETPLACE_TOKEN, and the tag must be the version that is in the package.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { PUBLIC } from "./editions";
import { Fault, refuse } from "./fault";
import { readManifests } from "./manifests";

/** What a release goes by. */
export interface Release {
  /** Name of the package that shall be published. */
  readonly name: string;
  readonly version: string;
  /** Names of the files in the folder. */
  readonly files: readonly string[];
  /** The environment, as Azure Pipelines sets it (its documentation, "Predefined variables"). */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why it must not go out, one sentence each; empty: it may. */
export function releaseProblems({ name, version, files, env }: Release): readonly string[] {
  const problems: string[] = [];
  if (env.BUILD_REASON === "PullRequest") problems.push("a pull request publishes nothing");
  if (env.BUILD_SOURCEBRANCH !== `refs/tags/v${version}`) {
    problems.push(
      `the build is of ${env.BUILD_SOURCEBRANCH ?? "no branch"}, not of the tag v${version}`,
    );
  }
  if (!files.includes(name)) problems.push(`the folder does not hold ${name}`);
  // A variable that nobody has set stays as it is written.
  if (/^(?:\$\(.*\))?$/.test(env.MARKETPLACE_TOKEN ?? "")) {
    problems.push("MARKETPLACE_TOKEN is not set");
  }
  return problems;
}

function main(): void {
  const folder = resolve(process.argv[2] ?? "");
  const { version, extension } = readManifests(resolve(__dirname, ".."), PUBLIC);
  const name = `${extension.publisher}.${extension.id}-${version}.vsix`;
  refuse(releaseProblems({ name, version, files: readdirSync(folder), env: process.env }));
  const args = ["extension", "publish", "--vsix", join(folder, name), "--no-prompt"];
  const token = ["--auth-type", "pat", "--token", process.env.MARKETPLACE_TOKEN ?? ""];
  const tfx = require.resolve("tfx-cli/_build/tfx-cli.js");
  const { status } = spawnSync(process.execPath, [tfx, ...args, ...token], { stdio: "inherit" });
  if (status !== 0) throw new Fault("tfx did not publish the package");
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    for (const line of error.message.split("\n")) console.error(`release: ${line}`);
    process.exitCode = 1;
  }
}
