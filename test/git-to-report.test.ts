// A real repository and a domain on loopback: what git says, from the commits to the report.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorld, type World } from "../sandbox/internet/world";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { gather } from "../tasks/MtaStsGateV1/evidence/gather";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import type { Options, Stage } from "../tasks/MtaStsGateV1/options";
import { commit, git, makeGitRepository, merge } from "./support/git";
import { healthyOptions } from "./support/healthy";
import { makeRepository } from "./support/inputs";
import { optionsInto } from "./support/world";

const DOMAIN = "contoso.com";
const PATH = "home/.well-known/mta-sts.txt";
const policy = (mode: string) =>
  `version: STSv1\nmode: ${mode}\nmx: *.contoso.com\nmax_age: 604800\n`;
const SAME = "version: STSv1\r\nmax_age: 604800\r\nmode: testing\r\nmx: *.CONTOSO.com\r\n";
const LIVE_ID = "20260110080000Z";
const terraform = (id: string) => `# The record\nvalue = "v=STSv1; id=${id}"\n`;

describe("git, from commits to the report", function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), "git-to-report-"));
  let world: World;
  let root = "";
  let removals: (() => void)[] = [];

  before(async () => {
    const site = { answer: { headers: { "content-type": "text/plain" }, body: policy("testing") } };
    const record = [`v=STSv1; id=${LIVE_ID};`];
    const domain = { mx: [[10, `mx1.${DOMAIN}`] as const], record, site };
    world = await startWorld({ domains: { [DOMAIN]: domain } }, folder);
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    const repository = makeGitRepository();
    root = repository.root;
    removals = [repository.remove];
    commit(root, "2026-01-09T08:00:00Z", {
      [PATH]: policy("testing"),
      "dns.tf": terraform(LIVE_ID),
    });
  });
  afterEach(() => {
    for (const remove of removals) remove();
  });

  async function run(stage: Stage, more: Partial<Options> = {}) {
    const options = healthyOptions(stage, {
      domains: [DOMAIN],
      repositoryRoot: root,
      checkSmtp: "never",
      ...optionsInto(world),
      ...more,
    });
    const [evidence] = await gather(options);
    assert.ok(evidence);
    const { report, deployment } = concludeDomain(evidence, options, knowledge);
    const problems = report.problems
      .filter(({ check }) => /^(?:git|id|removal|served|policy-file)-/.test(check))
      .map(({ severity, check, file, line }) =>
        [severity, check, ...(file === undefined ? [] : [`${file}:${line}`])].join(" "),
      );
    return { evidence, deployment, problems };
  }

  /** Merges a change of `main` as the server does for a pull-request build, which checks out the merge. */
  function propose(files: { readonly [path: string]: string | undefined }): void {
    git(root, "checkout", "--quiet", "-b", "change");
    commit(root, "2026-02-01T08:00:00Z", files);
    git(root, "checkout", "--quiet", "--detach", "main");
    merge(root, "2026-02-02T08:00:00Z", "change");
  }

  it("is asked where a change is judged, and for the target branch in a pull request only", async () => {
    const asked = async (stage: Stage) => {
      const { evidence } = await run(stage);
      return [evidence.history.status, evidence.targetBranch.status];
    };
    assert.deepEqual(await asked("lint"), ["skipped", "skipped"]);
    assert.deepEqual(await asked("monitor"), ["skipped", "skipped"]);
    assert.deepEqual(await asked("preDeploy"), ["found", "skipped"]);
    assert.deepEqual(await asked("postDeploy"), ["found", "skipped"]);
    propose({ "README.md": "x" });
    assert.deepEqual(await asked("pullRequest"), ["found", "found"]);
  });

  it("finds nothing wrong with an id that is newer than the policy", async () => {
    const { problems, deployment } = await run("preDeploy");
    assert.deepEqual(problems, []);
    assert.equal(deployment.id.inStep, true);
  });

  it("tells a change of line ends, order and case from one of meaning", async () => {
    commit(root, "2026-02-01T08:00:00Z", { [PATH]: SAME });
    const { problems, deployment } = await run("preDeploy");
    assert.deepEqual([problems, deployment.policyChanged], [[], false]);
  });

  it("finds an id that was forgotten with the last change", async () => {
    commit(root, "2026-02-01T08:00:00Z", { [PATH]: policy("none") });
    commit(root, "2026-02-02T08:00:00Z", { [PATH]: policy("testing") });
    assert.deepEqual((await run("preDeploy")).problems, ["warning id-older-than-policy"]);
  });

  it("stops a pull request that changes the policy and leaves the record as it is", async () => {
    propose({ [PATH]: policy("enforce") });
    const { problems, deployment } = await run("pullRequest", { recordFile: "dns.tf" });
    assert.deepEqual(problems, ["error id-not-moved dns.tf:2", "note served-differs"]);
    assert.equal(deployment.changedInPullRequest, true);
  });

  it("lets a pull request pass that changes both", async () => {
    propose({ [PATH]: policy("enforce"), "dns.tf": terraform("20260201080000Z") });
    const { problems } = await run("pullRequest", { recordFile: "dns.tf" });
    assert.deepEqual(problems, ["note served-differs"]);
  });

  it("only warns a pull request of what the target branch has already", async () => {
    commit(root, "2026-01-20T08:00:00Z", { [PATH]: policy("enforce") });
    propose({ "README.md": "x" });
    const { problems } = await run("pullRequest", { recordFile: "dns.tf", targetBranch: "main" });
    assert.deepEqual(problems, ["warning id-not-moved dns.tf:2", "note served-differs"]);
  });

  it("takes the served policy in place of the history in a shallow clone", async () => {
    propose({ [PATH]: policy("enforce") });
    const other = makeRepository();
    removals.push(other.remove);
    git(root, "branch", "--force", "pull", "HEAD");
    git(other.root, "clone", "--quiet", "--depth=1", "--branch=pull", `file://${root}`, "s");
    const { problems } = await run("pullRequest", {
      repositoryRoot: join(other.root, "s"),
      recordFile: "dns.tf",
      targetBranch: "main",
    });
    assert.deepEqual(problems, [
      "error id-not-moved dns.tf:2",
      "note git-shallow",
      "note served-differs",
    ]);
  });

  it("names the step that is missing where nothing is checked out", async () => {
    const other = makeRepository();
    removals.push(other.remove);
    const { problems } = await run("preDeploy", { repositoryRoot: other.root });
    assert.deepEqual(problems, ["error policy-file-missing"]);
  });

  it("follows a policy that was moved, and names its place where policyFile is behind", async () => {
    commit(root, "2026-02-01T08:00:00Z", {
      [PATH]: undefined,
      "www/.well-known/mta-sts.txt": policy("testing"),
    });
    const moved = await run("preDeploy", { policyFile: "www/.well-known/mta-sts.txt" });
    assert.deepEqual(moved.problems, []);
    assert.deepEqual((await run("preDeploy")).problems, ["error policy-file-missing"]);
  });
});
