// The package: what ships, what the build refuses of tfx, and what the launcher does on an old Node.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { INSTALL, nodeBinary } from "../scripts/node-versions";
import { notices } from "../scripts/notices";
import { TASK_FILES, TASK_FOLDER, VSIX_FILES } from "../scripts/package-files";
import {
  archiveFiles,
  complaints,
  contentProblems,
  packExtension,
  sizeProblems,
} from "../scripts/vsix";
import { folderForEach } from "./support/after-each";

const ROOT = resolve(__dirname, "..");
const DIST = join(ROOT, "dist");
const LAUNCHER = join(ROOT, "tasks", TASK_FOLDER, "launcher.js");

const readJson = (...path: readonly string[]) =>
  JSON.parse(readFileSync(join(ROOT, ...path), "utf8"));

const folder = folderForEach();
const { write } = folder;

describe("the package's content", () => {
  it("is refused where a file is too many or missing", () => {
    assert.deepEqual(contentProblems("the VSIX", ["a", "b"], ["b", "a"]), []);
    assert.deepEqual(contentProblems("the VSIX", ["a", "b"], ["b", "c"]), [
      "the VSIX holds a, which is not on the list of what ships",
      "the VSIX lacks c, which is on the list of what ships",
    ]);
  });

  it("is refused where it is too large", () => {
    assert.deepEqual(sizeProblems("the VSIX", 10, 10), []);
    assert.deepEqual(sizeProblems("the VSIX", 11, 10), [
      "the VSIX has 11 octets, more than the allowed 10",
    ]);
  });

  it("is what the list says, as built", async function () {
    if (!existsSync(join(DIST, TASK_FOLDER))) {
      console.log("      skipped: nothing is built (npm run build)");
      this.skip(); // nothing is built
    }
    const packages = readdirSync(DIST).filter((name) => name.endsWith(".vsix"));
    const { publisher, id } = readJson("vss-extension.json");
    const { version } = readJson("package.json");
    assert.deepEqual(packages, [`${publisher}.${id}-${version}.vsix`]);
    assert.deepEqual(await archiveFiles(join(DIST, packages[0] ?? "")), [...VSIX_FILES].sort());
    assert.deepEqual(readdirSync(join(DIST, TASK_FOLDER)).sort(), [...TASK_FILES].sort());
  });

  it("has icons of the sizes that are shown", () => {
    const size = (path: string): readonly number[] => {
      const png = readFileSync(join(ROOT, path));
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    };
    assert.deepEqual(size("images/icon.png"), [128, 128]);
    assert.deepEqual(size(`tasks/${TASK_FOLDER}/icon.png`), [32, 32]);
  });

  it("names the license of every package in it", () => {
    const text = notices(ROOT, ["node_modules/tldts", "node_modules/undici"]);
    assert.match(text, /^undici 7\.\S+ \(MIT\)\n\nContains the HTTP parser llhttp/m);
    assert.match(text, /^MIT License\n\nCopyright \(c\) Matteo Collina/m);
    assert.match(text, /^tldts 7\.\S+ \(MIT\)\n\nContains the Public Suffix List/m);
    write("node_modules/bare/package.json", '{"name":"bare","version":"1.0.0","license":"MIT"}');
    assert.throws(
      () => notices(folder.at(), ["node_modules/bare"]),
      /bare ships .* no license file/,
    );
  });
});

describe("tfx", () => {
  it("has its warnings and errors heard through colors", () => {
    const output = "\u001b[33mwarning: no task.json\u001b[39m\nall is well\nerror: it broke\n";
    assert.deepEqual(complaints(output), ["no task.json", "it broke"]);
  });

  it("fails the build where it warns", async () => {
    const manifest = readJson("vss-extension.json");
    const extension = { ...manifest, version: "1.0.0", content: {}, icons: {}, files: [] };
    write("staging/vss-extension.json", JSON.stringify(extension));
    await assert.rejects(
      packExtension(folder.at("staging"), folder.at()),
      /^Error: tfx warns: .*does not have a task\.json/,
    );
  });

  it("fails the build where it fails", async () => {
    write("staging/vss-extension.json", "{");
    await assert.rejects(packExtension(folder.at("staging"), folder.at()), /^Error: tfx failed: ./);
  });
});

describe("launcher", () => {
  it("is ES5, which every Node can read", () => {
    const source = readFileSync(LAUNCHER, "utf8");
    assert.equal(transformSync(source, { target: "es5" }).code, transformSync(source).code);
    // The one thing that esbuild takes out by itself.
    assert.doesNotMatch(source, /,\s*\)/);
  });

  it("reports one error on Node 16, without a stack", function () {
    const node = nodeBinary("16.20.2");
    if (node === undefined) {
      console.log(`      skipped: Node 16.20.2 is not installed (${INSTALL})`);
      return this.skip(); // that Node is not installed here
    }
    // Throws where the exit code is not 0.
    const stdout = execFileSync(node, [LAUNCHER], { encoding: "utf8", stdio: "pipe" });
    const [issue, complete, ...rest] = stdout.trimEnd().split("\n");
    assert.match(
      String(issue),
      /^##vso\[task\.logissue type=error;\]MTA-STS .* Node 16\.20\.2: update/,
    );
    assert.equal(complete, "##vso[task.complete result=Failed;]");
    assert.deepEqual(rest, []);
  });

  it("starts the task on this Node", () => {
    cpSync(LAUNCHER, folder.at("launcher.js"));
    write("main.js", 'console.log("started");');
    const stdout = execFileSync(process.execPath, [folder.at("launcher.js")], {
      encoding: "utf8",
    });
    assert.equal(stdout, "started\n");
  });
});
