// npm run docs: writes the generated pages, and the output in those that people write; with --check it names the stale ones and exits with 1.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checks } from "../tasks/MtaStsGateV1/checks";
import { MAIL_PROVIDERS } from "../tasks/MtaStsGateV1/mta-sts/providers";
import { LAYERS } from "../test/faults/table";
import { concludeExample, UPDATE_EXAMPLES } from "../test/support/update-examples";
import { checksPage } from "./checks-page";
import { PUBLIC } from "./editions";
import { faultsPage } from "./faults-page";
import { inputsPage } from "./inputs-page";
import { readManifests } from "./manifests";
import { withOutputs } from "./page-outputs";
import { providersPage } from "./providers-page";
import { readmePage } from "./readme-page";
import { stagesPage } from "./stages-page";
import { troubleOutput } from "./trouble-outputs";
import { type ExampleReports, SHOWN_STAGES, updatePage } from "./update-page";

const ROOT = resolve(__dirname, "..");
const TROUBLES = "docs/troubleshooting.md";
const CHINESE = "README.zh-CN.md";

/** The generated pages as they should be, by their path relative to the repository. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/inputs.md", inputsPage(readManifests(ROOT, PUBLIC).task)],
    ["docs/checks.md", checksPage(checks, join(ROOT, "test/fixtures"))],
    ["docs/faults.md", faultsPage(LAYERS)],
    ["docs/providers.md", providersPage(MAIL_PROVIDERS)],
    ["docs/stages.md", stagesPage()],
    ["docs/update.md", updatePage(exampleReports())],
    [TROUBLES, withOutputs(committed(TROUBLES) ?? "", troubleOutput)],
    ["README.md", readmePage(committed("README.md") ?? "")],
    [CHINESE, withOutputs(committed(CHINESE) ?? "", troubleOutput)],
  ]);
}

function exampleReports(): ExampleReports {
  return Object.fromEntries(
    Object.entries(UPDATE_EXAMPLES).map(([state, example]) => [
      state,
      Object.fromEntries(
        SHOWN_STAGES.map((stage) => [stage, concludeExample(example, stage).report]),
      ),
    ]),
  );
}

/** Paths of the pages that are missing or differ from what would be written. */
export function stalePages(): readonly string[] {
  return [...pages()].filter(([path, text]) => committed(path) !== text).map(([path]) => path);
}

function committed(path: string): string | undefined {
  const file = join(ROOT, path);
  // A checkout on Windows may have turned the line ends.
  return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : undefined;
}

function main(): void {
  const stale = stalePages();
  if (process.argv.includes("--check")) {
    for (const path of stale) console.error(`${path} is stale: npm run docs`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  const fresh = pages();
  for (const path of stale) writeFileSync(join(ROOT, path), fresh.get(path) ?? "");
  console.log(stale.length > 0 ? `wrote ${stale.join(", ")}` : "docs are fresh");
}

if (require.main === module) main();
