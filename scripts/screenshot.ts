// npm run screenshot: images/summary.png, the summary of a sandbox run as a browser shows it. Needs Chromium.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import MarkdownIt from "markdown-it";
import { installExtension, runPipeline } from "../sandbox/agent";
import { startWorld } from "../sandbox/internet/world";
import { builtPackage } from "../sandbox/package";

const DOMAIN = "contoso.com";
const MX_HOST = "contoso-com.mail.protection.outlook.com";
const IMAGE = resolve(__dirname, "..", "images", "summary.png");
/** As the Marketplace asks for, in pixels. */
const WIDTH = 1366;
const HEIGHT = 768;

const policyOf = (mode: string, mx: string) =>
  `version: STSv1\nmode: ${mode}\nmx: ${mx}\nmax_age: 604800\n`;

/** Close to a page of a run. */
const STYLE = `
  body { margin: 24px 48px; font: 14px/1.45 "Segoe UI", "Liberation Sans", sans-serif; color: #222; }
  table { border-collapse: collapse; margin: 12px 0; }
  th, td { border: 1px solid #ddd; padding: 5px 12px; text-align: left; vertical-align: top; }
  th { background: #f4f4f4; font-weight: 600; }
  code, pre { font: 13px "Liberation Mono", monospace; background: #f4f4f4; }
  code { padding: 1px 4px; } pre { padding: 8px 12px; } pre code { padding: 0; }
  h2 { margin: 20px 0 8px; font-size: 20px; } h3 { margin: 16px 0 6px; font-size: 16px; }
  p, ul { margin: 6px 0; } a { color: #0067b8; }`;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "screenshot-"));
  try {
    const html = new MarkdownIt().render(await summaryOfBadChange(folder));
    const page = join(folder, "summary.html");
    writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${html}`);
    photograph(page, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The policy becomes enforce, but forgets the MX host that mail goes to. */
async function summaryOfBadChange(folder: string): Promise<string> {
  const live = policyOf("testing", MX_HOST);
  const answer = { headers: { "content-type": "text/plain" }, body: live };
  const record = ["v=STSv1; id=20260901120000Z;"];
  const world = await startWorld(
    { domains: { [DOMAIN]: { mx: [[0, MX_HOST]], record, site: { answer } } } },
    folder,
  );
  try {
    const repository = mkdtempSync(join(folder, "repository-"));
    writeFileSync(join(repository, "mta-sts.txt"), policyOf("enforce", "mail.contoso.com"));
    const root = join(folder, "agent");
    await installExtension(builtPackage(), root);
    const inputs = { domain: DOMAIN, policyFile: "mta-sts.txt", ...world.inputs };
    const { steps } = await runPipeline({
      root,
      repository,
      steps: [{ task: "MtaStsGate@1", name: "gate", inputs }],
      variables: { "Build.Reason": "IndividualCI" },
      nodes: { node20_1: process.execPath },
    });
    const summary = steps[0]?.uploads.find(({ kind }) => kind === "summary");
    if (summary === undefined) throw new Error(`no summary:\n${steps[0]?.log.join("\n")}`);
    return readFileSync(summary.path, "utf8");
  } finally {
    await world.close();
  }
}

function photograph(page: string, profile: string): void {
  const rights = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  execFileSync(
    process.env.CHROMIUM ?? "chromium",
    [
      "--headless",
      "--hide-scrollbars",
      "--disable-gpu",
      `--user-data-dir=${join(profile, "profile")}`,
      `--window-size=${WIDTH},${HEIGHT}`,
      `--screenshot=${IMAGE}`,
      ...rights,
      `file://${page}`,
    ],
    { stdio: "ignore", timeout: 60_000 },
  );
}

void main();
