// What git says of the policy file, against real repositories.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openGit } from "../../tasks/MtaStsGateV1/evidence/git";
import type {
  Observation,
  PolicyHistory,
  RepositoryFile,
  TargetBranch,
} from "../../tasks/MtaStsGateV1/evidence/types";
import { removedAfterEach } from "../support/after-each";
import {
  commit,
  commitVersions,
  git,
  headOf,
  makeGitRepository,
  merge,
  write,
} from "../support/git";
import { makeRepository } from "../support/inputs";

const PATH = "home/.well-known/mta-sts.txt";

const policy = (mode: string, maxAge = 86400) =>
  `version: STSv1\nmode: ${mode}\nmx: mx1.contoso.com\nmx: mx2.contoso.com\nmax_age: ${maxAge}\n`;

function found<T>(observation: Observation<T>): T {
  assert.equal(observation.status, "found", JSON.stringify(observation));
  return (observation as { readonly value: T }).value;
}

const textOf = (base64: string | undefined) =>
  base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("utf8");

const versionsOf = (history: PolicyHistory) =>
  history.versions.map((v) => [v.commit, v.committedAt, v.path, textOf(v.bytesBase64)]);

const contentOf = (file: Observation<RepositoryFile>) => textOf(found(file).bytesBase64);

describe("git", () => {
  let root = "";
  const kept = removedAfterEach();
  beforeEach(() => {
    root = kept(makeGitRepository()).root;
  });

  const historyOf = (path = PATH, folder = root) =>
    openGit({ repositoryRoot: folder }).history(path);

  function clone(depth?: number): string {
    const { root: folder } = kept(makeRepository());
    const shallow = depth === undefined ? [] : [`--depth=${depth}`];
    git(folder, "clone", "--quiet", ...shallow, `file://${root}`, "s");
    return join(folder, "s");
  }

  describe("knows the versions of a policy", () => {
    it("newest first, with dates in UTC, through renames and other changes", async () => {
      const one = commit(root, "2026-01-01T01:00:00+0200", {
        "old/mta-sts.txt": policy("testing"),
      });
      commit(root, "2026-01-02T00:00:00Z", { "README.md": "x" });
      const two = commit(root, "2026-01-03T00:00:00Z", {
        "old/mta-sts.txt": undefined,
        [PATH]: policy("enforce"),
      });
      const head = commit(root, "2026-01-04T00:00:00Z", { "README.md": "y" });
      const history = found(await historyOf());
      assert.deepEqual(
        { ...history, versions: versionsOf(history) },
        {
          commit: head,
          isShallow: false,
          isComplete: true,
          versions: [
            [two, "2026-01-03T00:00:00.000Z", PATH, policy("enforce")],
            [one, "2025-12-31T23:00:00.000Z", "old/mta-sts.txt", policy("testing")],
          ],
        },
      );
    });

    it("along first parents: a merge counts, what was merged does not", async () => {
      const one = commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
      git(root, "checkout", "--quiet", "-b", "change");
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: policy("enforce", 1) });
      commit(root, "2026-01-03T00:00:00Z", { [PATH]: policy("enforce", 2) });
      git(root, "checkout", "--quiet", "main");
      commit(root, "2026-01-04T00:00:00Z", { "README.md": "x" });
      const two = merge(root, "2026-01-05T00:00:00Z", "change");
      assert.deepEqual(versionsOf(found(await historyOf())), [
        [two, "2026-01-05T00:00:00.000Z", PATH, policy("enforce", 2)],
        [one, "2026-01-01T00:00:00.000Z", PATH, policy("testing")],
      ]);
    });

    it("of a file that was removed", async () => {
      const one = commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("none") });
      const two = commit(root, "2026-01-02T00:00:00Z", { [PATH]: undefined });
      assert.deepEqual(versionsOf(found(await historyOf())), [
        [two, "2026-01-02T00:00:00.000Z", PATH, undefined],
        [one, "2026-01-01T00:00:00.000Z", PATH, policy("none")],
      ]);
    });

    it("of a file that moved away", async () => {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("none") });
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: undefined, "new/a.txt": policy("none") });
      const history = found(await historyOf());
      assert.equal(history.movedTo, "new/a.txt");
      assert.equal(history.versions.length, 2);
    });

    it("as octets, under any name", async () => {
      const octets = "version: STSv1\r\nx: \u0000\ufffd\n\n";
      const path = "höme/[a] *\n/mta-sts.txt";
      commit(root, "2026-01-01T00:00:00Z", { [path]: octets, "höme/b": "other" });
      const history = found(await historyOf(path));
      assert.deepEqual(
        versionsOf(history).map(([, , ...rest]) => rest),
        [[path, octets]],
      );
    });

    it("of a file behind a link", async () => {
      commit(root, "2026-01-01T00:00:00Z", { "policy.txt": policy("none") });
      mkdirSync(join(root, "home"));
      symlinkSync("../policy.txt", join(root, "home/mta-sts.txt"));
      const history = found(await historyOf("home/mta-sts.txt"));
      assert.deepEqual(
        history.versions.map(({ path }) => path),
        ["policy.txt"],
      );
    });

    it("but the oldest beyond fifty", async () => {
      const texts = Array.from({ length: 51 }, (_, i) => policy("none", i));
      commitVersions(root, PATH, texts);
      const history = found(await historyOf());
      assert.equal(history.versions.length, 50);
      assert.equal(history.isComplete, false);
      assert.equal(textOf(history.versions.at(-1)?.bytesBase64), policy("none", 1));
    });

    it("none of a file that was never committed", async () => {
      commit(root, "2026-01-01T00:00:00Z", { a: "x" });
      write(root, { [PATH]: policy("none") });
      const history = found(await historyOf());
      assert.deepEqual([history.versions, history.isComplete], [[], true]);
    });

    it("so far as a shallow clone has them", async () => {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: policy("enforce") });
      const head = commit(root, "2026-01-03T00:00:00Z", { a: "x" });
      const history = found(await historyOf(PATH, clone(1)));
      assert.deepEqual([history.isShallow, history.isComplete], [true, false]);
      assert.deepEqual(versionsOf(history), [
        [head, "2026-01-03T00:00:00.000Z", PATH, policy("enforce")],
      ]);
      const gone = found(await historyOf("gone.txt", clone(1)));
      assert.deepEqual([gone.versions, gone.isComplete], [[], false]);
    });

    it("all of them in a shallow clone that reaches behind the first", async () => {
      commit(root, "2026-01-01T00:00:00Z", { a: "x" });
      commit(root, "2026-01-02T00:00:00Z", { a: "y" });
      commit(root, "2026-01-03T00:00:00Z", { [PATH]: policy("testing") });
      const history = found(await historyOf(PATH, clone(2)));
      assert.deepEqual([history.isShallow, history.isComplete], [true, true]);
    });

    it("on a detached head", async () => {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
      const one = git(root, "rev-parse", "HEAD");
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: policy("enforce") });
      git(root, "checkout", "--quiet", one);
      assert.equal(found(await historyOf()).versions.length, 1);
    });
  });

  describe("is asked in the repository of the file", () => {
    it("where several are checked out side by side", async () => {
      const { root: folder } = kept(makeRepository());
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing"), "dns/a.zone": "old" });
      git(folder, "clone", "--quiet", `file://${root}`, "mail");
      git(folder, "clone", "--quiet", `file://${root}`, "dns");
      const history = found(await historyOf(`mail/${PATH}`, folder));
      assert.equal(history.versions[0]?.path, `mail/${PATH}`);
      const eyes = openGit({ repositoryRoot: folder, targetBranch: "main" });
      const target = found(await eyes.targetBranch(`mail/${PATH}`, "dns/dns/a.zone"));
      assert.equal(found(target.policyFile).path, `mail/${PATH}`);
      assert.equal(target.recordFile.status, "skipped");
    });

    it("not in a folder that only looks like a repository", async () => {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
      const bare = join(root, "home");
      git(bare, "init", "--quiet", "--bare", ".");
      writeFileSync(join(bare, "config"), "[core]\n  repositoryformatversion = 99\n");
      assert.equal(found(await historyOf()).versions.length, 1);
    });

    it("which may be none", async () => {
      const { root: folder } = kept(makeRepository({ [PATH]: policy("none") }));
      const absent = {
        status: "absent",
        code: "NO_REPOSITORY",
        detail: `no folder above ${PATH} is a checked-out git repository`,
      };
      assert.deepEqual(await historyOf(PATH, folder), absent);
      const eyes = openGit({ repositoryRoot: folder });
      assert.deepEqual(await eyes.targetBranch(PATH, undefined), absent);
    });

    it("which may have no commit yet", async () => {
      assert.deepEqual(await historyOf(), {
        status: "absent",
        code: "NO_COMMIT",
        detail: "the repository has no commit yet",
      });
    });

    it("whatever the environment says", async () => {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
      process.env.GIT_DIR = "/nowhere";
      try {
        assert.equal(found(await historyOf()).versions.length, 1);
      } finally {
        delete process.env.GIT_DIR;
      }
    });
  });

  describe("may fail:", () => {
    beforeEach(() => commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") }));

    it("there is no such program", async () => {
      const eyes = openGit({ repositoryRoot: root }, { programs: ["no-such-git", "nor-this"] });
      const absent = {
        status: "absent",
        code: "NO_GIT",
        detail: "there is no program git on this agent",
      };
      assert.deepEqual(await eyes.history(PATH), absent);
      assert.deepEqual(await eyes.targetBranch(PATH, undefined), absent);
    });

    it("the second program is taken where there is no first", async () => {
      const eyes = openGit({ repositoryRoot: root }, { programs: ["no-such-git", "git"] });
      assert.equal(found(await eyes.history(PATH)).versions.length, 1);
    });

    it("git refuses", async () => {
      writeFileSync(join(root, ".git/config"), "[core]\nrepositoryformatversion = 99\n");
      const seen = await historyOf();
      assert.ok(seen.status === "failed");
      assert.equal(seen.error.code, "GIT");
      assert.match(seen.error.message, /repo version/);
    });

    it("it does not answer in time", async () => {
      const slow = join(root, "slow");
      writeFileSync(slow, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
      const eyes = openGit({ repositoryRoot: root }, { programs: [slow], timeoutMs: 200 });
      assert.deepEqual(await eyes.history(PATH), {
        status: "failed",
        error: { code: "TIMEOUT", message: "git did not answer within 0.2 s" },
      });
    });

    it("it says too much", async () => {
      const loud = join(root, "loud");
      writeFileSync(loud, "#!/bin/sh\nexec yes\n", { mode: 0o755 });
      const eyes = openGit({ repositoryRoot: root }, { programs: [loud] });
      const seen = await eyes.history(PATH);
      assert.equal(seen.status === "failed" && seen.error.code, "TOO_LARGE");
    });

    it("the run is cancelled", async () => {
      const eyes = openGit({ repositoryRoot: root }, { signal: AbortSignal.abort() });
      const seen = await eyes.history(PATH);
      assert.equal(seen.status === "failed" && seen.error.code, "CANCELLED");
    });

    it("a partial clone lacks the contents, and they are not fetched", async () => {
      git(root, "config", "uploadpack.allowFilter", "true");
      const { root: folder } = kept(makeRepository());
      const words = ["--quiet", "--filter=blob:none", "--no-checkout", `file://${root}`, "s"];
      git(folder, "clone", ...words);
      const seen = await historyOf(PATH, join(folder, "s"));
      assert.equal(seen.status, "failed", JSON.stringify(seen));
    });
  });

  describe("knows the target branch of a pull request", () => {
    const RECORD = "dns.tf";
    const targetOf = async (folder: string, targetBranch?: string): Promise<TargetBranch> =>
      found(await rawTarget(folder, targetBranch));
    const rawTarget = (folder: string, targetBranch?: string) =>
      openGit({
        repositoryRoot: folder,
        ...(targetBranch === undefined ? {} : { targetBranch }),
      }).targetBranch(PATH, RECORD);

    /** `main` with a policy and a record, and a branch `change` that is checked out and changes both. */
    function propose(): string {
      commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing"), [RECORD]: "id=1" });
      git(root, "checkout", "--quiet", "-b", "change");
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: policy("enforce"), [RECORD]: "id=2" });
      return headOf(root, "main");
    }

    it("by the first parent of the merge commit", async () => {
      const main = propose();
      git(root, "checkout", "--quiet", "--detach", "main");
      merge(root, "2026-01-03T00:00:00Z", "change");
      const target = await targetOf(root);
      assert.equal(target.commit, main);
      assert.equal(contentOf(target.policyFile), policy("testing"));
      assert.equal(contentOf(target.recordFile), "id=1");
      assert.deepEqual(await targetOf(root, "main"), { ...target, name: "main" });
    });

    it("by its name, where the source branch is checked out", async () => {
      const main = propose();
      const folder = clone();
      git(folder, "checkout", "--quiet", "--detach", "origin/change");
      assert.equal((await targetOf(folder, "main")).commit, main);
      assert.equal(contentOf((await targetOf(folder, "main")).policyFile), policy("testing"));
    });

    it("by its name, where the source branch ends in a merge of its own", async () => {
      propose();
      git(root, "checkout", "--quiet", "main");
      commit(root, "2026-01-03T00:00:00Z", { a: "x" });
      const main = headOf(root, "main");
      git(root, "checkout", "--quiet", "change");
      merge(root, "2026-01-04T00:00:00Z", "main");
      assert.equal((await targetOf(root, "main")).commit, main);
    });

    it("also in a clone that is just deep enough", async () => {
      const main = propose();
      git(root, "checkout", "--quiet", "main");
      merge(root, "2026-01-03T00:00:00Z", "change");
      git(root, "checkout", "--quiet", "--detach");
      git(root, "branch", "--force", "pull", "HEAD");
      git(root, "checkout", "--quiet", "pull");
      assert.equal((await targetOf(clone(2), "main")).commit, main);
    });

    it("not in a shallow clone", async () => {
      propose();
      const seen = await rawTarget(clone(1), "main");
      assert.equal(seen.status === "failed" && seen.error.code, "SHALLOW");
    });

    it("not where the clone has only one branch", async () => {
      propose();
      const seen = await rawTarget(root, "release");
      assert.equal(seen.status === "failed" && seen.error.code, "NO_TARGET");
    });

    it("with the policy under its old name", async () => {
      commit(root, "2026-01-01T00:00:00Z", { "old.txt": policy("testing") });
      git(root, "checkout", "--quiet", "-b", "change");
      commit(root, "2026-01-02T00:00:00Z", { "old.txt": undefined, [PATH]: policy("enforce") });
      const { policyFile } = await targetOf(root, "main");
      assert.equal(found(policyFile).path, "old.txt");
    });

    it("without the policy, or with something else in its place", async () => {
      commit(root, "2026-01-01T00:00:00Z", { a: "x" });
      git(root, "checkout", "--quiet", "-b", "change");
      commit(root, "2026-01-02T00:00:00Z", { [PATH]: policy("enforce") });
      const none = await targetOf(root, "main");
      assert.deepEqual(none.policyFile, {
        status: "absent",
        code: "ENOENT",
        detail: `the target branch has no ${PATH}`,
      });
      git(root, "checkout", "--quiet", "main");
      mkdirSync(join(root, "home/.well-known"), { recursive: true });
      symlinkSync("/etc/passwd", join(root, PATH));
      commit(root, "2026-01-03T00:00:00Z", {});
      git(root, "checkout", "--quiet", "change");
      const link = (await targetOf(root, "main")).policyFile;
      assert.equal(link.status === "failed" && link.error.code, "NOT_A_FILE");
    });
  });
});
