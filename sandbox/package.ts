// The packed extension: found where the build leaves it, and built first where it is older than its sources.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const SOURCES = ["tasks", "images", "scripts", "vss-extension.json", "overview.md", "package.json"];

/** Path of the VSIX, up to date. */
export function builtPackage(): string {
  const found = newestVsix();
  const newestSource = Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source))));
  if (found === undefined || statSync(found).mtimeMs < newestSource) {
    execFileSync("npm", ["run", "-s", "build"], {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
  }
  const built = newestVsix();
  if (built === undefined) throw new Error("npm run build made no package in dist");
  return built;
}

function newestVsix(): string | undefined {
  const dist = join(ROOT, "dist");
  if (!existsSync(dist)) return undefined;
  return readdirSync(dist)
    .filter((name) => name.endsWith(".vsix"))
    .map((name) => join(dist, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

function newestChange(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(0, ...inside);
}
