// npm start: the packaged task in a small pipeline against a small internet, first with a good change, then with a
// bad one. What it shows is real but for the deployment, which is a copy, and the DNS panel, which is a function call.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installExtension, type PipelineReport, runPipeline, type Step } from "./agent";
import { startWorld, type World } from "./internet/world";
import { builtPackage } from "./package";

const DOMAIN = "contoso.com";
const MX_HOST = "contoso-com.mail.protection.outlook.com";
const POLICY_PATH = join(".well-known", "mta-sts.txt");

const policyOf = (...lines: readonly string[]) => `${lines.join("\n")}\n`;
const LIVE_POLICY = policyOf(
  "version: STSv1",
  "mode: testing",
  `mx: ${MX_HOST}`,
  "max_age: 604800",
);
const GOOD_POLICY = policyOf(
  "version: STSv1",
  "mode: enforce",
  `mx: ${MX_HOST}`,
  "max_age: 604800",
);
/** The mail moved to Exchange Online, but the policy still names the old server, and the lifetime is mistyped. */
export const BAD_POLICY = policyOf(
  "version: STSv1",
  "mode: enforce",
  "mx: mail.contoso.com",
  "max_age: 604,800",
);

/** Runs both pipelines and prints their logs; true where both went as they should. */
export async function demonstrate(print: (line: string) => void): Promise<boolean> {
  const package_ = builtPackage();
  const folder = mkdtempSync(join(tmpdir(), "mta-sts-gate-"));
  const webRoot = join(folder, "web");
  writePolicy(webRoot, LIVE_POLICY);
  const world = await startWorld(
    {
      domains: {
        [DOMAIN]: {
          mx: [[0, MX_HOST]],
          record: ["v=STSv1; id=20260901120000Z;"],
          site: { answer: { folder: webRoot } },
        },
      },
    },
    folder,
  );
  try {
    const agentRoot = join(folder, "agent");
    await installExtension(package_, agentRoot);
    const play = (title: string, policy: string) =>
      playPipeline({ title, policy, folder, agentRoot, webRoot, world, print });
    const good = await play("A good change: testing becomes enforce", GOOD_POLICY);
    const wentLive = readPolicy(webRoot) === GOOD_POLICY;
    const bad = await play("A bad change: an MX host forgotten, a mistyped max_age", BAD_POLICY);
    const wasStopped = readPolicy(webRoot) === GOOD_POLICY;
    const verdicts = [
      ["the good change was deployed and seen live", good.result === "Succeeded" && wentLive],
      ["the bad change was stopped before it was deployed", bad.result === "Failed" && wasStopped],
    ] as const;
    print("");
    for (const [claim, holds] of verdicts) print(`${holds ? "ok" : "NOT OK"}: ${claim}`);
    return verdicts.every(([, holds]) => holds);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Play {
  readonly title: string;
  readonly policy: string;
  readonly folder: string;
  readonly agentRoot: string;
  readonly webRoot: string;
  readonly world: World;
  readonly print: (line: string) => void;
}

async function playPipeline(play: Play): Promise<PipelineReport> {
  const repository = join(play.folder, "repository");
  rmSync(repository, { recursive: true, force: true });
  writePolicy(join(repository, "home"), play.policy);
  writeFileSync(join(repository, "home", "index.html"), "<!doctype html><title>MTA-STS</title>\n");
  play.print("");
  play.print(`===== ${play.title} =====`);
  return runPipeline({
    root: play.agentRoot,
    repository,
    steps: stepsOf(play),
    variables: { "Build.Reason": "IndividualCI" },
    nodes: { node20_1: process.execPath },
    onLine: play.print,
  });
}

function stepsOf({ webRoot, world }: Play): readonly Step[] {
  const onlyOutsidePullRequests = "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))";
  return [
    {
      task: "MtaStsGate@1",
      name: "gate",
      displayName: "Check the MTA-STS policy",
      inputs: { domain: DOMAIN, ...world.inputs },
    },
    {
      standsFor: "AzureStaticWebApp@0",
      displayName: "Deploy the site",
      condition: onlyOutsidePullRequests,
      inputs: { app_location: "/home" },
      run: ({ workspace, inputs, write }) => {
        const site = join(workspace.sources, inputs.app_location ?? "");
        cpSync(site, webRoot, { recursive: true });
        write("copied the site into the web root");
        return "Succeeded";
      },
    },
    {
      standsFor: "AzureCLI@2",
      displayName: "Publish the TXT record",
      condition: onlyOutsidePullRequests,
      inputs: { record: "$(gate.mtaStsTxtRecord)" },
      run: ({ inputs, write }) => {
        const { record = "" } = inputs;
        world.publishRecord(DOMAIN, [record]);
        write(`set the TXT record to ${record}`);
        return "Succeeded";
      },
    },
    {
      task: "MtaStsGate@1",
      name: "live",
      displayName: "Wait until senders see it",
      condition: onlyOutsidePullRequests,
      inputs: {
        stage: "postDeploy",
        domain: DOMAIN,
        idUpdate: "pipeline",
        waitMinutes: "1",
        ...world.inputs,
      },
    },
  ];
}

function writePolicy(site: string, policy: string): void {
  const path = join(site, POLICY_PATH);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, policy);
}

function readPolicy(site: string): string | undefined {
  const path = join(site, POLICY_PATH);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
