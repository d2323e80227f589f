// The bundles: apart where start-up time asks for it, and nothing with state in two of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { packageFolders, sharingProblems, writeBundles } from "../scripts/bundles";
import { BUNDLES } from "../scripts/package-files";
import { folderForEach } from "./support/after-each";

const folder = folderForEach();
const { write } = folder;

describe("bundles", () => {
  beforeEach(() => {
    write("task/evidence/network.ts", 'import "../shared"; export const network = "here";');
    for (const family of ["live", "hosting", "pipeline"]) {
      write(`task/checks/${family}-checks.ts`, "export const checks = [];");
    }
    write("task/report/reports.ts", "export const report = 1;");
    write("task/mta-sts/public-suffix.ts", "export const suffix = 1;");
    write("task/pipelines/yaml-tree.ts", "export const tree = 1;");
    write("task/evidence/https-request.ts", "export const client = 1;");
    write("task/shared.ts", "export const limit = 1;");
  });
  const bundles = () => writeBundles(folder.at(), folder.at("task"), folder.at("out"));

  it("are loaded from beside the first one when they are needed", async () => {
    write(
      "task/main.ts",
      'import { limit } from "./shared"; console.log(limit, require("./evidence/network").network);',
    );
    const modules = await bundles();
    assert.deepEqual(
      [...modules.values()],
      [
        ["task/shared.ts", "task/main.ts"],
        ["task/evidence/network.ts"],
        ["task/evidence/https-request.ts"],
        ["task/checks/live-checks.ts"],
        ["task/checks/hosting-checks.ts"],
        ["task/checks/pipeline-checks.ts"],
        ["task/report/reports.ts"],
        ["task/mta-sts/public-suffix.ts"],
        ["task/pipelines/yaml-tree.ts"],
      ],
    );
    const path = folder.at("out/main.js");
    assert.equal(execFileSync(process.execPath, [path], { encoding: "utf8" }), "1 here\n");
    assert.deepEqual(sharingProblems(modules, folder.at()), []);
  });

  it("are refused where one is loaded at the start", async () => {
    write("task/main.ts", 'import { network } from "./evidence/network"; console.log(network);');
    await assert.rejects(
      bundles(),
      /main\.js: task\/main\.ts:1: "\.\/evidence\/network" is a bundle/,
    );
  });

  it("are refused where the source does not compile", async () => {
    write("task/main.ts", "const = 1;");
    await assert.rejects(bundles(), /^Error: main\.js: task\/main\.ts:1: Expected identifier/);
  });

  it("take what the first one has from it, and so share its state", async () => {
    write("task/shared.ts", "export let seen = 0; export function see() { return ++seen; }");
    write("task/evidence/network.ts", 'import { see } from "../shared"; export const count = see;');
    write(
      "task/main.ts",
      'import { see } from "./shared"; console.log(see(), require("./evidence/network").count());',
    );
    assert.deepEqual(sharingProblems(await bundles(), folder.at()), []);
    const path = folder.at("out/main.js");
    assert.equal(execFileSync(process.execPath, [path], { encoding: "utf8" }), "1 2\n");
  });

  for (const [state, refused] of [
    ["export let seen = 0;", true],
    ["const seen = new Map<string, string>();", true],
    ["export class Refusal extends Error {}", true],
    ["export const known = new Set(['a']);", false],
    ["export function read() { let seen = 0; return seen; }", false],
  ] as const) {
    it(`may ${refused ? "not " : ""}both hold "${state}"`, async () => {
      write("task/main.ts", "");
      write("task/checks/live-checks.ts", 'import "../shared";');
      write("task/shared.ts", state);
      const problems = refused
        ? ["live-checks.js and network.js both hold task/shared.ts, which has state"]
        : [];
      assert.deepEqual(sharingProblems(await bundles(), folder.at()), problems);
    });
  }

  it("are refused where a package is in the wrong one", () => {
    const [main, network] = BUNDLES;
    assert.ok(main && network);
    const modules = new Map([
      [main, ["node_modules/dns-packet/a.js", "node_modules/q/q.js"]],
      [network, ["node_modules/dns-packet/b.js", "node_modules/q/q.js"]],
    ]);
    assert.deepEqual(sharingProblems(modules, folder.at()), [
      "main.js and network.js both hold node_modules/q/q.js, which has state",
      "main.js holds the package dns-packet, which belongs into network.js",
    ]);
    assert.deepEqual(packageFolders(["a.ts", "node_modules/x/node_modules/@y/z/i.js"]), [
      "node_modules/x/node_modules/@y/z",
    ]);
  });
});
