// The archive of the package, read by another library than the one that writes it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPromise } from "yauzl";
import { type ArchivedFile, archiveFiles, MODE, readArchive, zipOf } from "../scripts/vsix";

describe("zip", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zip-"));
    path = join(folder, "a.zip");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const files: readonly ArchivedFile[] = [
    ["b/ä.txt", Buffer.from("text\n".repeat(1000))],
    ["[a].bin", Buffer.from([0, 255, 10])],
    ["empty", Buffer.alloc(0)],
  ];

  it("has each file back, sorted by name, with one date", async () => {
    writeFileSync(path, await zipOf(files));
    assert.deepEqual(await readArchive(path), [files[1], files[0], files[2]]);
    assert.deepEqual(await archiveFiles(path), ["[a].bin", "b/ä.txt", "empty"]);
    const archive = await openPromise(path);
    for await (const entry of archive.eachEntry()) {
      assert.deepEqual(entry.getLastModDate({ timezone: "UTC" }), new Date("1980-02-01"));
      assert.equal(entry.externalFileAttributes, MODE * 0x1_0000);
    }
  });

  it("is the same for the same files, in any order", async () => {
    const archive = await zipOf(files);
    assert.deepEqual(await zipOf([...files].reverse()), archive);
    assert.notDeepEqual(await zipOf(files.slice(1)), archive);
  });

  it("has the checksum and sizes of each file", async () => {
    // The value that every CRC-32 is checked with.
    writeFileSync(path, await zipOf([["check", Buffer.from("123456789")]]));
    for await (const entry of (await openPromise(path)).eachEntry()) {
      assert.equal(entry.crc32, 0xcbf43926);
      assert.equal(entry.uncompressedSize, 9);
    }
  });

  it("of no file is empty", async () => {
    writeFileSync(path, await zipOf([]));
    assert.deepEqual(await archiveFiles(path), []);
  });
});
