// Two packages from one source: in what the twin for development differs, and that nothing else does.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { development, PUBLIC } from "../scripts/editions";
import { manifestText, readManifests } from "../scripts/manifests";
import { TASK_FOLDER } from "../scripts/package-files";
import { textOf } from "./support/sources";

const ROOT = resolve(__dirname, "..");

/** Fields whose values differ, those that one alone has included. */
function differing(one: object, other: object): readonly string[] {
  const [a, b] = [Object(one), Object(other)];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.filter((key) => !isDeepStrictEqual(a[key], b[key])).sort();
}

describe("the twin for development", () => {
  const open = readManifests(ROOT, PUBLIC);
  const twin = readManifests(ROOT, development());

  it("can be installed beside the public package: nothing that names one names the other", () => {
    assert.deepEqual(differing(open.task, twin.task), ["friendlyName", "id", "name", "preview"]);
    assert.deepEqual(differing(open.extension, twin.extension), [
      "galleryFlags",
      "id",
      "name",
      "public",
    ]);
    assert.deepEqual([open.task.name, twin.task.name], ["MtaStsGate", "MtaStsGateDev"]);
    assert.notEqual(PUBLIC.folder, development().folder);
  });

  it("is shown to nobody but its publisher", () => {
    assert.deepEqual([open.extension.public, twin.extension.public], [true, false]);
    assert.deepEqual(twin.extension.galleryFlags, ["Preview"]);
  });

  it("can have another publisher", () => {
    const other = readManifests(ROOT, development("contoso"));
    assert.equal(other.extension.publisher, "contoso");
    assert.deepEqual(differing(twin.extension, other.extension), ["publisher"]);
  });

  it("leaves the public package as the repository has it, but for the version", () => {
    const committed = JSON.parse(textOf("vss-extension.json"));
    assert.deepEqual(differing(committed, open.extension), ["version"]);
    const task = JSON.parse(textOf(`tasks/${TASK_FOLDER}/task.json`));
    assert.deepEqual(differing(task, open.task), ["version"]);
  });
});

describe("manifests", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "manifests-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const TASK = `tasks/${TASK_FOLDER}/task.json`;
  const FILES = ["package.json", "package-lock.json", "vss-extension.json", TASK];

  /** The repository's manifests, with other values in one of them. */
  function repositoryWith(file: string, change: object): string {
    for (const path of FILES) {
      const manifest = { ...JSON.parse(textOf(path)), ...(path === file ? change : {}) };
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), manifestText(manifest));
    }
    return folder;
  }

  it("are read from the repository at the root", () => {
    const root = repositoryWith("vss-extension.json", { name: "Other" });
    assert.equal(readManifests(root, PUBLIC).extension.name, "Other");
  });

  for (const [file, change, message] of [
    [TASK, { version: { Major: 1, Minor: 0, Patch: 0 } }, /^Error: task\.json has a version of/],
    ["vss-extension.json", { version: "1.0.0" }, /^Error: vss-extension\.json has a version of/],
    ["package.json", { version: "2.0.0" }, /MtaStsGateV1 instead of MtaStsGateV2\npackage-lock/],
    [TASK, { visibility: [] }, /^Error: task\.json: visibility must/],
  ] as const) {
    it(`are refused with ${JSON.stringify(change)} in ${file}`, () => {
      assert.throws(() => readManifests(repositoryWith(file, change), PUBLIC), message);
    });
  }
});
