import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import {
  explain,
  MAX_FILE_OCTETS,
  readRepositoryFile,
} from "../../tasks/MtaStsGateV1/evidence/repository";
import { makeRepository } from "../support/inputs";

describe("readRepositoryFile", () => {
  let root = "";
  let outside = "";
  let removals: (() => void)[] = [];
  beforeEach(() => {
    const repository = makeRepository({ "home/mta-sts.txt": "version: STSv1\r\n", "a.txt": "" });
    const other = makeRepository({ "secret.txt": "secret" });
    root = repository.root;
    outside = other.root;
    removals = [repository.remove, other.remove];
  });
  afterEach(() => {
    for (const remove of removals) remove();
  });

  const failure = async (path: string) => {
    const seen = await readRepositoryFile(root, path);
    return seen.status === "failed" ? seen.error : seen;
  };
  const absent = (path: string) => ({
    status: "absent",
    code: "ENOENT",
    detail: `${path} does not exist`,
  });

  it("finds a file as octets", async () => {
    const octets = Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a]);
    writeFileSync(join(root, "home/raw.txt"), octets);
    assert.deepEqual(await readRepositoryFile(root, "./home//raw.txt"), {
      status: "found",
      value: { path: "home/raw.txt", octets: 7, bytesBase64: octets.toString("base64") },
    });
    assert.deepEqual(await readRepositoryFile(root, "a.txt"), {
      status: "found",
      value: { path: "a.txt", octets: 0, bytesBase64: "" },
    });
  });

  it("keeps the start of a large file and its whole size", async () => {
    const octets = Buffer.alloc(MAX_FILE_OCTETS + 1, "x");
    for (const size of [MAX_FILE_OCTETS, MAX_FILE_OCTETS + 1]) {
      writeFileSync(join(root, "large.txt"), octets.subarray(0, size));
      const seen = await readRepositoryFile(root, "large.txt");
      assert.equal(seen.status, "found");
      if (seen.status !== "found") return;
      assert.equal(seen.value.octets, size);
      assert.equal(Buffer.from(seen.value.bytesBase64, "base64").length, MAX_FILE_OCTETS);
    }
  });

  it("says what is not there", async () => {
    assert.deepEqual(await readRepositoryFile(root, "gone.txt"), absent("gone.txt"));
    assert.deepEqual(await readRepositoryFile(root, "gone/x.txt"), absent("gone/x.txt"));
    assert.deepEqual(await readRepositoryFile(root, "a.txt/x.txt"), absent("a.txt/x.txt"));
    symlinkSync("gone.txt", join(root, "dangling.txt"));
    assert.deepEqual(await readRepositoryFile(root, "dangling.txt"), absent("dangling.txt"));
    assert.deepEqual(await readRepositoryFile(join(root, "gone"), "x.txt"), absent("x.txt"));
  });

  it("follows a link that stays inside", async () => {
    symlinkSync("home", join(root, "site"));
    symlinkSync("../home/mta-sts.txt", join(root, "home/link.txt"));
    for (const path of ["site/mta-sts.txt", "site/link.txt"]) {
      const seen = await readRepositoryFile(root, path);
      assert.equal(seen.status === "found" && seen.value.path, path);
    }
  });

  it("reads where the repository itself is behind a link", async () => {
    symlinkSync(root, join(outside, "link"));
    const seen = await readRepositoryFile(join(outside, "link"), "home/mta-sts.txt");
    assert.equal(seen.status, "found");
  });

  it("leaves alone what is outside", async () => {
    const error = (path: string) => ({
      code: "OUTSIDE_REPOSITORY",
      message: `${path} leads outside the repository`,
    });
    symlinkSync(join(outside, "secret.txt"), join(root, "link.txt"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync("out/secret.txt", join(root, "twice.txt"));
    for (const path of ["link.txt", "out/secret.txt", "out/gone.txt", "twice.txt", "../x", ".."]) {
      assert.deepEqual(await failure(path), error(path));
    }
    unlinkSync(join(root, "link.txt"));
    symlinkSync("home/mta-sts.txt", join(root, "link.txt"));
    assert.equal((await readRepositoryFile(root, "link.txt")).status, "found");
  });

  it("fails on what is no file, at once", async () => {
    mkdirSync(join(root, "folder"));
    execFileSync("mkfifo", [join(root, "pipe")]);
    assert.deepEqual(await failure("folder"), { code: "EISDIR", message: "folder is a folder" });
    assert.deepEqual(await failure("."), { code: "EISDIR", message: ". is a folder" });
    assert.deepEqual(await failure("pipe"), {
      code: "NOT_A_FILE",
      message: "pipe is no regular file",
    });
  });

  it("takes nothing for absent that a system merely keeps from us", () => {
    const error = (code: string) => Object.assign(new Error("no"), { code });
    // Windows: held open by another program, forbidden, being deleted, too long, no such drive or share just now.
    for (const code of [
      "EBUSY",
      "EPERM",
      "EACCES",
      "ENAMETOOLONG",
      "EMFILE",
      "EIO",
      "ETIMEDOUT",
      "UNKNOWN",
    ]) {
      assert.deepEqual(explain(error(code), "home/x"), {
        status: "failed",
        error: { code, message: `home/x cannot be read: ${code}` },
      });
    }
    for (const code of ["ENOENT", "ENOTDIR"]) {
      assert.deepEqual(explain(error(code), "home/x"), absent("home/x"));
    }
    assert.throws(() => explain(new Error("a bug"), "home/x"), /a bug/);
  });

  it("fails on a socket", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));
    assert.deepEqual(await failure("socket"), {
      code: "ENXIO",
      message: "socket cannot be read: ENXIO",
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it("fails on what the system refuses", async () => {
    symlinkSync("loop.txt", join(root, "loop.txt"));
    assert.deepEqual(await failure("loop.txt"), {
      code: "ELOOP",
      message: "loop.txt cannot be read: ELOOP",
    });
    const long = "x".repeat(300);
    assert.deepEqual(await failure(long), {
      code: "ENAMETOOLONG",
      message: `${long} cannot be read: ENAMETOOLONG`,
    });
    const withNul = await failure("a\u0000b");
    assert.equal("code" in withNul && withNul.code, "ERR_INVALID_ARG_VALUE");
  });
});
