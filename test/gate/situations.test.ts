// Twelve situations that people meet, each with the whole log that they read then (test/golden/situations).
// REWRITE_SITUATIONS=1 writes the logs anew.
import assert from "node:assert/strict";
import type { World, WorldDescription } from "../../sandbox/internet/world";
import {
  type GateOutcome,
  type GateRun,
  gateStep,
  outcomeOf,
  runGate,
  runSteps,
  type Texts,
} from "../support/gate";
import { commit, git, merge } from "../support/git";
import { fastClock } from "../support/preloads";
import { assertLog } from "../support/situation-log";
import {
  hashId,
  healthyDomain,
  policyText,
  recordText,
  served,
  worldStage,
} from "../support/world";

const DOMAIN = "contoso.com";
const PATH = "home/.well-known/mta-sts.txt";
const TESTING = policyText(DOMAIN, { mode: "testing" });
const ENFORCE = policyText(DOMAIN);
const NONE = "version: STSv1\nmode: none\nmax_age: 86400\n";
const DAY_MS = 86_400_000;

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** A repository with these versions of the policy, the oldest first; undefined: the file is gone. */
const history =
  (...versions: readonly (readonly [daysAgo: number, text: string | undefined])[]) =>
  (root: string) => {
    git(root, "init", "--quiet", "--initial-branch=main", "--template=");
    for (const [days, text] of versions) commit(root, daysAgo(days), { [PATH]: text });
  };

describe("the twelve situations", () => {
  const worlds = worldStage();
  afterEach(() => worlds.closeAll());

  const start = (
    live: Partial<WorldDescription["domains"][string]> = {},
    more: Partial<WorldDescription> = {},
  ) =>
    worlds.start({
      ...more,
      domains: { [DOMAIN]: { ...healthyDomain(DOMAIN, TESTING), ...live }, ...more.domains },
    });

  async function look(
    world: World,
    committed: string | undefined,
    inputs: Texts = {},
    run: GateRun = {},
  ): Promise<GateOutcome> {
    const files = committed === undefined ? {} : { [PATH]: committed };
    return runGate(
      {
        domain: DOMAIN,
        policyFile: inputs.stage === "monitor" ? "" : PATH,
        waitMinutes: "0",
        ...world.inputs,
        ...inputs,
      },
      { files, ...run },
    );
  }

  const stateOf = ({ report }: GateOutcome) => report.domains[0]?.update.state;

  it("1: first deployment", async () => {
    const world = await start({
      record: [],
      site: { answer: { status: 404, body: "nothing yet" } },
    });
    const outcome = await look(world, TESTING);
    assert.deepEqual([outcome.step.result, stateOf(outcome)], ["Succeeded", "first deployment"]);
    assertLog("first-deployment", outcome.step);
  });

  it("2: repair of a broken live policy", async () => {
    const site = { answer: served(TESTING), certificate: { dnsNames: ["old-site.contoso.com"] } };
    const world = await start({ site });
    const stopped = await look(world, TESTING);
    assert.equal(stopped.step.result, "Failed");
    const repair = await look(world, TESTING, { liveFaults: "warn" });
    assert.equal(repair.step.result, "SucceededWithIssues");
    assertLog("repair", repair.step);
  });

  it("3: MX migration", async () => {
    const both = ENFORCE.replace("max_age", "mx: mail.fabrikam.com\nmax_age");
    const live = { ...healthyDomain(DOMAIN, ENFORCE) };
    const world = await start(live, {
      domains: { "fabrikam.com": { mx: [[10, "mail.fabrikam.com"]] } },
    });
    const inputs = { plannedMx: "mail.fabrikam.com", checkSmtp: "always" };
    const forgotten = await look(world, ENFORCE, inputs);
    assert.ok(forgotten.problems.includes("error mx-planned-not-covered"));
    const outcome = await look(world, both, inputs);
    assert.equal(outcome.step.result, "Succeeded");
    assertLog("mx-migration", outcome.step);
  });

  it("4: promotion to enforce", async () => {
    const world = await start();
    const outcome = await look(world, ENFORCE, { checkSmtp: "always" });
    assert.deepEqual(
      [outcome.step.result, stateOf(outcome)],
      ["Succeeded", "changed, not deployed"],
    );
    assertLog("promotion", outcome.step);
    const broken = await start(
      {},
      { mxHosts: { [`mx.${DOMAIN}`]: { certificate: { dnsNames: ["other.contoso.com"] } } } },
    );
    const stopped = await look(broken, ENFORCE, { checkSmtp: "always" });
    assert.equal(stopped.step.result, "Failed");
    assertLog("promotion-stopped", stopped.step);
  });

  it("5: manual DNS days later", async () => {
    const live = { ...healthyDomain(DOMAIN, ENFORCE), record: [recordText(hashId(TESTING))] };
    const world = await start(live);
    const prepare = history([3, TESTING], [0, ENFORCE]);
    const outcome = await look(world, ENFORCE, { stage: "postDeploy" }, { prepare });
    assert.deepEqual(
      [outcome.step.result, stateOf(outcome), outcome.problems],
      ["SucceededWithIssues", "deployed, id old", ["warning id-stale"]],
    );
    assertLog("manual-dns", outcome.step);
    world.publishRecord(DOMAIN, [outcome.step.outputVariables.mtaStsTxtRecord ?? ""]);
    const later = await look(world, ENFORCE, {}, { prepare });
    assert.deepEqual([later.step.result, stateOf(later)], ["Succeeded", "unchanged"]);
  });

  it("6: id by Terraform hash", async () => {
    const world = await start();
    const terraform = [
      'resource "azurerm_dns_txt_record" "mta_sts" {',
      '  name      = "_mta-sts"',
      '  zone_name = "contoso.com"',
      "  ttl       = 3600",
      "  record {",
      `    value = "v=STSv1; id=\${substr(sha256(replace(file("../${PATH}"), "\\r", "")), 0, 32)};"`,
      "  }",
      "}",
      "",
    ].join("\n");
    const files = { [PATH]: ENFORCE, "dns/main.tf": terraform };
    const outcome = await look(world, ENFORCE, { recordFile: "dns/main.tf" }, { files });
    assert.equal(outcome.step.result, "Succeeded");
    assert.equal(outcome.step.outputVariables.mtaStsNextId, hashId(ENFORCE));
    assertLog("terraform-hash", outcome.step);
  });

  it("7: pull request", async () => {
    const world = await start({ record: [recordText("20260101120000Z")] });
    const zone = `$ORIGIN contoso.com.\n_mta-sts 3600 IN TXT "${recordText("20260101120000Z")}"\n`;
    const prepare = (root: string) => {
      git(root, "init", "--quiet", "--initial-branch=main", "--template=");
      commit(root, "2026-01-01T11:00:00Z", { [PATH]: TESTING, "dns/contoso.com.zone": zone });
      git(root, "checkout", "--quiet", "-b", "proposal");
      commit(root, "2026-01-02T11:00:00Z", { [PATH]: ENFORCE });
      git(root, "checkout", "--quiet", "main");
      merge(root, "2026-01-02T12:00:00Z", "proposal");
    };
    const outcome = await look(
      world,
      undefined,
      { recordFile: "dns/contoso.com.zone" },
      {
        prepare,
        variables: {
          "Build.Reason": "PullRequest",
          "System.PullRequest.TargetBranch": "refs/heads/main",
        },
      },
    );
    assert.equal(outcome.step.result, "Failed");
    const [problem] = outcome.report.domains[0]?.problems ?? [];
    assert.deepEqual(
      [problem?.check, problem?.file, problem?.line],
      ["id-not-moved", "dns/contoso.com.zone", 2],
    );
    assertLog("pull-request", outcome.step);
  });

  it("8: pull request of a fork: judged like any other, deployed never", async () => {
    const world = await start();
    const files = { [PATH]: policyText(DOMAIN, { mx: "mail.stranger.net" }) };
    const deploy = {
      standsFor: "AzureStaticWebApp@0",
      condition: "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))",
      run: () => undefined,
    };
    const inputs = { domain: DOMAIN, ...world.inputs };
    const { steps, temp } = await runSteps([gateStep(inputs), deploy], {
      files,
      // Without secrets, as forks are built.
      variables: { "Build.Reason": "PullRequest", "System.PullRequest.IsFork": "True" },
    });
    assert.deepEqual(
      steps.map(({ result }) => result),
      ["Failed", "Skipped"],
    );
    const outcome = outcomeOf(steps[0], `${temp}/mta-sts-gate`);
    assert.ok(outcome.problems.includes("error mx-not-covered"));
    assertLog("fork", outcome.step);
  });

  it("9: nightly monitor, with one lost packet and with a dead resolver", async () => {
    const world = await start();
    const lost = { kind: "silence", times: 1 } as const;
    world.resolver.setFaults([
      { ...lost, type: "MX" },
      { ...lost, type: "TXT" },
    ]);
    world.nameServers[0]?.setFaults([lost]);
    const outcome = await look(world, undefined, { stage: "monitor" });
    assert.equal(outcome.step.result, "Succeeded");
    assertLog("monitor-lost-packet", outcome.step);
    world.resolver.setFaults([{ kind: "silence" }]);
    const hosts = world.inputs.connectTo.split("\n").filter((line) => !line.startsWith("mta-sts."));
    const connectTo = hosts.join("\n");
    const dead = await look(
      world,
      undefined,
      { stage: "monitor", connectTo },
      { environment: fastClock(30) },
    );
    assert.equal(dead.step.result, "Failed");
    const [severities, checks] = [0, 1].map(
      (part) => new Set(dead.problems.map((one) => one.split(" ")[part])),
    );
    assert.ok(severities?.has("error") && checks?.has("record-unanswered"), dead.problems.join());
    assertLog("monitor-dead-resolver", dead.step);
  });

  it("10: CNAME delegation", async () => {
    const provider = "sts.fabrikam.com";
    const world = await start(
      { record: [], more: { [`_mta-sts.${DOMAIN}`]: { CNAME: `_mta-sts.${provider}` } } },
      {
        domains: {
          "fabrikam.com": {
            mx: [[10, "mail.fabrikam.com"]],
            more: { [`_mta-sts.${provider}`]: { TXT: [recordText("2026010101")] } },
          },
        },
      },
    );
    const outcome = await look(world, ENFORCE);
    assert.equal(outcome.step.result, "Succeeded");
    assert.equal(outcome.step.outputVariables.mtaStsTxtRecord, "");
    assertLog("cname-delegation", outcome.step);
  });

  it("11: removal, done right and too early", async () => {
    const world = await start({
      record: [recordText(hashId(NONE))],
      site: { answer: served(NONE) },
    });
    const early = await look(
      world,
      undefined,
      {},
      { prepare: history([30, TESTING], [3, NONE], [0, undefined]) },
    );
    assert.deepEqual([early.step.result, stateOf(early)], ["Failed", "removal too early"]);
    const date = daysAgo(3 - 7).slice(0, 10);
    assert.match(early.step.log.join("\n"), new RegExp(`safe from ${date}`));
    assertLog("removal-too-early", early.step);
    const right = await look(
      world,
      undefined,
      {},
      { prepare: history([30, TESTING], [8, NONE], [0, undefined]) },
    );
    assert.deepEqual([right.step.result, stateOf(right)], ["Succeeded", "removed"]);
    assertLog("removal-right", right.step);
    const live = await start();
    const worst = await look(
      live,
      undefined,
      {},
      { prepare: history([30, TESTING], [0, undefined]) },
    );
    assert.deepEqual(worst.problems, ["error removal-too-early"]);
    assertLog("removal-of-an-offer", worst.step);
  });

  it("12: CRLF checkout", async () => {
    const world = await start();
    const outcome = await look(world, TESTING.replaceAll("\n", "\r\n"));
    assert.deepEqual([outcome.step.result, stateOf(outcome)], ["Succeeded", "unchanged"]);
    assertLog("crlf-checkout", outcome.step);
  });
});
