// The domain of a story: a repository, a small internet and a clock that only the story moves. The gate looks at it in
// this process, with real servers and real git.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checks } from "../../tasks/MtaStsGateV1/checks";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { keepEarlierSights } from "../../tasks/MtaStsGateV1/evidence/earlier";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import { readInputs } from "../../tasks/MtaStsGateV1/inputs";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import type { HttpAnswer } from "../internet/https-site";
import { startWorld, type World, type WorldDomain } from "../internet/world";

/** The Policy Domain. */
export const DOMAIN = "contoso.com";

const POLICY_PATH = join("home", ".well-known", "mta-sts.txt");
const FIRST_DAY = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 86_400_000;

type Texts = Readonly<Record<string, string>>;

/** What people and pipelines do to the domain, and what the gate says of it. */
export interface StoryDomain {
  /** Moves the clock to a day and starts a new job. */
  readonly startDay: (day: number) => void;
  /** Changes the working copy only: what is proposed, and may be thrown away. Undefined removes the file. */
  readonly propose: (policy: string | undefined) => void;
  readonly discard: () => void;
  readonly commit: () => void;
  readonly deploy: () => void;
  /** Publishes the record that the gate gave last, or another text. */
  readonly publish: (record?: string) => void;
  /** Publishes what was there before the last record. */
  readonly takeBack: () => void;
  readonly publishMx: (mx: WorldDomain["mx"]) => void;
  readonly look: (inputs: Texts) => Promise<DomainReport>;
  readonly end: () => Promise<void>;
}

/** Starts with nothing but MX records. */
export async function startDomain(
  mx: WorldDomain["mx"],
  others: Readonly<Record<string, WorldDomain>>,
): Promise<StoryDomain> {
  const folder = mkdtempSync(join(tmpdir(), "mta-sts-gate-"));
  const repository = join(folder, "repository");
  let served: string | undefined;
  let now = FIRST_DAY;
  let minutes = 0;
  let lastRecord: string | undefined;
  /** Record sets that were published, the newest first. */
  const records: (readonly string[])[] = [];
  let temp = join(folder, "temp-0");
  const site = { answer: () => responseOf(served, new Date(now)) };
  const world = await startWorld({ domains: { [DOMAIN]: { mx, site }, ...others } }, folder);
  mkdirSync(repository);
  const git = gitIn(repository, () => now);
  git("init", "--quiet", "--initial-branch=main");
  write(join(repository, "README.md"), "MTA-STS of contoso.com\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "begin");
  const policyPath = join(repository, POLICY_PATH);
  return {
    startDay: (day) => {
      now = FIRST_DAY + day * DAY_MS;
      minutes = 0;
      temp = join(folder, `temp-${day}`);
      mkdirSync(temp, { recursive: true });
    },
    propose: (policy) => {
      if (policy === undefined) rmSync(policyPath, { force: true });
      else write(policyPath, policy);
    },
    discard: () => {
      git("reset", "--quiet", "--hard");
      git("clean", "--quiet", "--force", "-d");
    },
    commit: () => {
      git("add", "--all");
      git("commit", "--quiet", "--message", "change the policy");
    },
    deploy: () => {
      served = existsSync(policyPath) ? readFileSync(policyPath, "utf8") : undefined;
    },
    publish: (record) => {
      records.unshift([record ?? lastRecord ?? ""]);
      world.publishRecord(DOMAIN, records[0] ?? []);
    },
    takeBack: () => {
      records.shift();
      world.publishRecord(DOMAIN, records[0] ?? []);
    },
    publishMx: (hosts) => world.publishMx(DOMAIN, hosts),
    look: async (inputs) => {
      // Every look is some minutes after the one before.
      now += 60_000 * ++minutes;
      const report = await lookOnce({ inputs, world, repository, temp, now });
      lastRecord = report.update.record ?? lastRecord;
      return report;
    },
    end: async () => {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Look {
  readonly inputs: Texts;
  readonly world: World;
  readonly repository: string;
  readonly temp: string;
  readonly now: number;
}

async function lookOnce({ inputs, world, repository, temp, now }: Look): Promise<DomainReport> {
  const given: Texts = {
    domain: DOMAIN,
    policyFile: inputs.stage === "monitor" ? "" : POLICY_PATH,
    ...world.inputs,
    ...inputs,
  };
  const variables: Texts = {
    "Build.SourcesDirectory": repository,
    "System.DefaultWorkingDirectory": repository,
    "Agent.TempDirectory": temp,
    "Build.Reason": "IndividualCI",
  };
  const read = readInputs({
    input: (name) => given[name] ?? "",
    variable: (name) => variables[name] ?? "",
    knownChecks: checks.map(({ id }) => id),
  });
  if (!read.ok) throw new Error(read.message);
  const [evidence] = await gather(read.options, { now: () => new Date(now) });
  if (evidence === undefined) throw new Error("no evidence");
  const { report, deployment } = concludeDomain(evidence, read.options, knowledge);
  if (read.options.stage === "preDeploy") {
    const body =
      deployment.policyResource.status === "found"
        ? deployment.policyResource.value.body
        : undefined;
    keepEarlierSights(temp, {
      [DOMAIN]: {
        gatheredAt: evidence.gatheredAt,
        ...(deployment.id.live === undefined ? {} : { liveId: deployment.id.live }),
        ...(body === undefined ? {} : { servedBodyBase64: Buffer.from(body).toString("base64") }),
      },
    });
  }
  return report;
}

// The date is the story's, or the gate would take the agent's clock for wrong.
function responseOf(policy: string | undefined, now: Date): HttpAnswer {
  const headers = { "content-type": "text/plain", date: now.toUTCString() };
  return policy === undefined
    ? { status: 404, headers, body: "no such file\n" }
    : { headers, body: policy };
}

function gitIn(folder: string, now: () => number) {
  return (...words: readonly string[]) => {
    const date = new Date(now()).toISOString();
    const person = { NAME: "A. Admin", EMAIL: `admin@${DOMAIN}`, DATE: date };
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: "1",
      ...Object.fromEntries(
        Object.entries(person).flatMap(([key, value]) => [
          [`GIT_AUTHOR_${key}`, value],
          [`GIT_COMMITTER_${key}`, value],
        ]),
      ),
    };
    execFileSync("git", words, { cwd: folder, env, stdio: "pipe" });
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
