// The built task on every Node that an agent may start it with.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { INSTALL, NODE_VERSIONS, nodeBinary } from "../scripts/node-versions";
import { TASK_FOLDER } from "../scripts/package-files";

const BUILT = resolve(__dirname, "..", "dist", TASK_FOLDER);

describe("the built task", () => {
  let folder: string;
  before(function () {
    if (existsSync(BUILT)) return;
    console.log("    skipped: nothing is built (npm run build)");
    this.skip(); // nothing is built
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "built-"));
    const policy = "version: STSv1\nmode: testing\nmx: mx.contoso.com\nmax_age: 604800\n";
    mkdirSync(join(folder, "repository/.well-known"), { recursive: true });
    writeFileSync(join(folder, "repository/.well-known/mta-sts.txt"), policy);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Standard output of a run in stage lint; throws where the exit code is not 0. */
  function lint(node: string, task: string): string {
    const repository = join(folder, "repository");
    const env = {
      PATH: process.env.PATH,
      INPUT_STAGE: "lint",
      BUILD_SOURCESDIRECTORY: repository,
      AGENT_TEMPDIRECTORY: folder,
    };
    const options = { encoding: "utf8", stdio: "pipe", cwd: repository, env } as const;
    return execFileSync(node, [join(task, "launcher.js")], options);
  }

  for (const version of NODE_VERSIONS) {
    const isOld = version.startsWith("16.");
    it(`${isOld ? "refuses to run" : "runs"} on Node ${version}`, function () {
      const node = nodeBinary(version);
      if (node === undefined) {
        console.log(`      skipped: Node ${version} is not installed (${INSTALL})`);
        return this.skip(); // that Node is not installed here
      }
      const results = lint(node, BUILT).match(/^##vso\[task\.complete.*$/gm);
      assert.deepEqual(results, [`##vso[task.complete result=${isOld ? "Failed" : "Succeeded"};]`]);
      // The network code is what breaks first on an older Node.
      const load = `require(${JSON.stringify(join(BUILT, "network.js"))}).createResolver.name`;
      if (!isOld) execFileSync(node, ["-p", load], { stdio: "pipe" });
    });
  }

  it("loads no network code in stage lint", () => {
    cpSync(BUILT, join(folder, "task"), { recursive: true });
    rmSync(join(folder, "task/network.js"));
    assert.match(lint(process.execPath, join(folder, "task")), /task\.complete result=Succeeded/);
  });
});
