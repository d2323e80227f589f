// Pipelines and workflows that deploy a Static Web App, found by their text: whether a folder is one, and whether it is
// uploaded as it lies, is said nowhere else.
import { redact } from "./redaction";
import { readRepositoryFile } from "./repository";
import type { Deployer } from "./site-folder";

/** YAML files that are read, and deployers and lines of each that are kept. */
const MOST_READ = 200;
const MOST_DEPLOYERS = 10;
const MOST_LINES = 40;
const MOST_CHARACTERS = 200;

const DEPLOYS = /AzureStaticWebApp@|static-web-apps-deploy@|\bswa deploy\b|StaticSitesClient/;

/** Inputs of the deployment, and lines that name a page or a policy. */
const TELLING =
  /\b(?:app_location|output_location|skip_app_build|config_file_location|cwd|workingDirectory|rootDirectory)\b|AzureStaticWebApp@|index\.html|well-known|mta-sts/;

/** True for the name of a file that may be a pipeline. */
export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** The deployers among YAML files, those near the repository's root first. */
export function deployersIn(repositoryRoot: string, yamlFiles: readonly string[]): Deployer[] {
  const depth = (path: string) => path.split("/").length;
  const found: Deployer[] = [];
  const nearFirst = [...yamlFiles].sort((a, b) => depth(a) - depth(b));
  for (const path of nearFirst.slice(0, MOST_READ)) {
    if (found.length === MOST_DEPLOYERS) break;
    const file = readRepositoryFile(repositoryRoot, path);
    if (file.status !== "found") continue;
    const text = Buffer.from(file.value.bytesBase64, "base64").toString("utf8");
    if (DEPLOYS.test(text)) found.push({ path, lines: tellingLines(text) });
  }
  return found;
}

function tellingLines(text: string): readonly string[] {
  return redact(text)
    .split(/\r\n|\r|\n/)
    .filter((line) => TELLING.test(line))
    .slice(0, MOST_LINES)
    .map((line) => line.trim().slice(0, MOST_CHARACTERS));
}
