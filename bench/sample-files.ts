// The files of a sample as texts, so that a repository can be made of them.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Texts } from "./job";

const SAMPLE = join(__dirname, "..", "samples", "static-web-app");

/** Pages, configuration and pipeline of a Static Web App, by path. */
export function sampleFiles(): Texts {
  const paths = readdirSync(SAMPLE, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(SAMPLE, path)).isFile())
    .sort();
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join("/"), readFileSync(join(SAMPLE, path), "utf8")]),
  );
}
