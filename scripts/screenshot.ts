// npm run screenshot: the pictures in images/, from runs in the sandbox and from images/icon.svg. Needs Chromium.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installExtension, type PipelineReport, runPipeline, type Step } from "../sandbox/agent";
import { BAD_POLICY } from "../sandbox/demonstration";
import { startWorld, type World } from "../sandbox/internet/world";
import { builtPackage } from "../sandbox/package";
import { TASK_FOLDER } from "./package-files";
import { photograph } from "./photograph";
import { iconPage, SCREENSHOT, stoppedBuildPage, summaryPage } from "./picture-pages";

const ROOT = resolve(__dirname, "..");
const IMAGES = join(ROOT, "images");
const DOMAIN = "contoso.com";
const MX_HOST = "contoso-com.mail.protection.outlook.com";

const policyOf = (mode: string, mx: string) =>
  `version: STSv1\nmode: ${mode}\nmx: ${mx}\nmax_age: 604800\n`;

async function main(): Promise<void> {
  const stopped = await runWith(BAD_POLICY, stoppedBuildPage);
  await photograph(stopped, SCREENSHOT, join(IMAGES, "stopped-build.png"));
  // The policy becomes enforce, but forgets the MX host that mail goes to.
  const forgetful = policyOf("enforce", "mail.contoso.com");
  const summary = await runWith(forgetful, (report) => summaryPage(summaryOf(report)));
  await photograph(summary, SCREENSHOT, join(IMAGES, "summary.png"));
  const svg = readFileSync(join(IMAGES, "icon.svg"), "utf8");
  await photographIcon(svg, 128, join(IMAGES, "icon.png"));
  await photographIcon(svg, 32, join(ROOT, "tasks", TASK_FOLDER, "icon.png"));
}

function photographIcon(svg: string, size: number, path: string): Promise<void> {
  return photograph(iconPage(svg, size), { width: size, height: size }, path);
}

/** The page of a run of README's pipeline with this policy committed, while another is served in mode testing. */
async function runWith(
  policy: string,
  pageOf: (report: PipelineReport) => string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "screenshot-"));
  const answer = {
    headers: { "content-type": "text/plain" },
    body: policyOf("testing", MX_HOST),
  };
  const record = ["v=STSv1; id=20260901120000Z;"];
  const site = { mx: [[0, MX_HOST] as const], record, site: { answer } };
  const world = await startWorld({ domains: { [DOMAIN]: site } }, folder);
  try {
    const repository = join(folder, "repository");
    mkdirSync(join(repository, "home/.well-known"), { recursive: true });
    writeFileSync(join(repository, "home/index.html"), "<!doctype html><title>MTA-STS</title>\n");
    writeFileSync(join(repository, "home/.well-known/mta-sts.txt"), policy);
    const root = join(folder, "agent");
    await installExtension(builtPackage(), root);
    const report = await runPipeline({
      root,
      repository,
      steps: stepsIn(world),
      variables: { "Build.Reason": "IndividualCI" },
      nodes: { node20_1: process.execPath },
    });
    return pageOf(report);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function stepsIn(world: World): readonly Step[] {
  const condition = "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))";
  const inputs = { domain: DOMAIN, ...world.inputs };
  return [
    { task: "MtaStsGate@1", name: "gate", displayName: "Check the MTA-STS policy", inputs },
    {
      standsFor: "AzureStaticWebApp@0",
      displayName: "Deploy the site",
      condition,
      run: () => "Succeeded",
    },
    {
      task: "MtaStsGate@1",
      name: "live",
      displayName: "Wait until senders see it",
      condition,
      inputs: { ...inputs, stage: "postDeploy" },
    },
  ];
}

function summaryOf({ steps }: PipelineReport): string {
  const summary = steps[0]?.uploads.find(({ kind }) => kind === "summary");
  if (summary === undefined) throw new Error(`no summary:\n${steps[0]?.log.join("\n")}`);
  return readFileSync(summary.path, "utf8");
}

void main();
