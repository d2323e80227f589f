// The reports as files: where they lie, and what later steps and the agent are told of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { conclude } from "../tasks/MtaStsGateV1/conclude";
import { deliver } from "../tasks/MtaStsGateV1/delivery";
import type { EvidenceFile } from "../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { visible } from "../tasks/MtaStsGateV1/quote";
import { evidenceOf } from "./support/case";
import { HEALTHY_POLICY, healthyOptions } from "./support/healthy";

const REPORT = "mta-sts-gate.json";

describe("delivery", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "delivery-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function delivered(reportFolder: string, tempFolder: string | undefined) {
    const options = healthyOptions("lint", {
      reportFolder,
      publishSummary: false,
      publishTestResults: false,
      ...(tempFolder === undefined ? {} : { tempFolder }),
    });
    const file: EvidenceFile = {
      schema: 1,
      options,
      startedAt: "2026-11-24T00:00:00.000Z",
      finishedAt: "2026-11-24T00:00:01.000Z",
      domains: [evidenceOf(HEALTHY_POLICY, { stage: "lint" })],
    };
    const never = () => assert.fail("nothing is to be published");
    return deliver(
      { file, ...conclude(file, knowledge) },
      {
        publishSummary: never,
        publishTestResults: never,
        uploadAnalysis: never,
        variable: () => "",
      },
    );
  }

  /** What a later step reads from the variable: what the library escapes the agent takes back. */
  const asTold = (path: string) =>
    visible(path.replaceAll("%", "%AZP25")).replaceAll("%AZP25", "%");

  describe("names a report that is there, whatever its folder is called", () => {
    const deep = Array.from({ length: 12 }, () => "x".repeat(200)).join("/");
    for (const name of [
      "plain",
      "März, 2026",
      "100%; [x]",
      "a\\b \"c\" 'd'",
      "\u202eA\u00a0B",
      "a##vso[task.complete result=Succeeded]b",
      "a##[error]b",
      "\u200b",
      "e\u0301",
      "\u{1f600}",
      deep,
    ]) {
      it(JSON.stringify(name).slice(0, 40), function () {
        if (process.platform === "win32") this.skip(); // it cannot have most of these names
        const reportFolder = join(folder, name);
        const { path, complaint } = delivered(reportFolder, folder);
        assert.equal(complaint, undefined);
        assert.ok(path !== undefined && asTold(path) === path, path);
        const own = readFileSync(join(reportFolder, REPORT));
        assert.ok(readFileSync(path).equals(own));
        const isOwn = dirname(path) === reportFolder;
        assert.equal(isOwn, asTold(join(reportFolder, REPORT)) === join(reportFolder, REPORT));
      });
    }
  });

  it("names none where no folder can be told, and says so", function () {
    if (process.platform === "win32") this.skip(); // TMPDIR is not what Windows goes by
    const odd = join(folder, "\u202e");
    mkdirSync(odd);
    const saved = process.env.TMPDIR;
    process.env.TMPDIR = odd;
    try {
      const { path, complaint } = delivered(join(odd, "out"), odd);
      assert.equal(path, undefined);
      assert.match(
        complaint ?? "",
        /^of the reports in ".*\\u\{202e\}\/out", mta-sts-gate\.json could not be named in mtaStsReport \(the agent cannot be told the path\)$/,
      );
      assert.ok(existsSync(join(odd, "out", REPORT)));
    } finally {
      if (saved === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = saved;
    }
  });

  it("says once why there is no folder", () => {
    writeFileSync(join(folder, "file"), "");
    assert.deepEqual(delivered(join(folder, "file", "out"), folder), {
      complaint: `the reports could not be written to "${join(folder, "file", "out")}": ENOTDIR`,
    });
    assert.deepEqual(delivered(join(folder, "file"), folder), {
      complaint: `the reports could not be written to "${join(folder, "file")}": ENOTDIR`,
    });
  });

  // In a process of its own: before, this never ended, and no timer of a test can end it.
  it("comes to an end below /proc", function () {
    if (!existsSync("/proc/self")) this.skip(); // no Linux: there is no such file system
    this.timeout(20_000);
    const script = `require("tsx/cjs"); require("./tasks/MtaStsGateV1/make-folder").makeFolder("/proc/mta-sts-gate/out")`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], {
      timeout: 15_000,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stderr, /ENOENT: no such file or directory, mkdir '\/proc\/mta-sts-gate'/);
  });
});
