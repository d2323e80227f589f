// npm start with options: the task on a laptop, and the replay of what it saw.
import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { fixPolicies } from "../../sandbox/fix";
import type { World } from "../../sandbox/internet/world";
import { helpText, readCommandLine } from "../../sandbox/laptop";
import { replay } from "../../sandbox/replay";
import manifest from "../../tasks/MtaStsGateV1/task.json";
import { type GateOutcome, newFolder, runGate, type Texts, writeFiles } from "../support/gate";
import { filesOf } from "../support/tidy";
import { healthyDomain, policiesOf, policyText, worldStage } from "../support/world";

const ROOT = resolve(__dirname, "..", "..");
const DOMAIN = "contoso.com";

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** What `npm start` runs, in a person's folder. */
const START = ["--require", "tsx/cjs", "sandbox/start.ts"];
const inFolder = (folder: string) => ({
  cwd: ROOT,
  env: { ...process.env, INIT_CWD: folder },
  stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
});

async function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => texts.push(text));
  }
  const [code] = await once(child, "close");
  return { code, output: texts.join("") };
}

const start = (folder: string, ...args: readonly string[]) =>
  endOf(spawn(process.execPath, [...START, ...args], inFolder(folder)));

describe("the command line", () => {
  const read = (...args: readonly string[]) => readCommandLine(args, "/srv/mail");

  it("takes every input of the task, and the repository", () => {
    assert.deepEqual(read("--domain", "contoso.com", "--stage=monitor"), {
      repository: resolve("/srv/mail"),
      isFix: false,
      inputs: { domain: "contoso.com", stage: "monitor" },
    });
    const fix = read("--fix", "--stage", "lint");
    assert.ok(!("problem" in fix) && fix.isFix);
    assert.deepEqual(fix.inputs, { stage: "lint" });
    const all = manifest.inputs.flatMap(({ name }) => [`--${name}`, "x"]);
    assert.deepEqual(
      Object.keys((read(...all) as { inputs: Texts }).inputs).length,
      manifest.inputs.length,
    );
    const elsewhere = read("--repository", "../other", "--domain", "a.example");
    assert.equal("repository" in elsewhere && elsewhere.repository, resolve("/srv/other"));
  });

  it("makes a line of each option that is given again", () => {
    assert.deepEqual(read("--domain", "a.example", "--domain", "b.example"), {
      repository: resolve("/srv/mail"),
      isFix: false,
      inputs: { domain: "a.example\nb.example" },
    });
  });

  it("refuses what it does not know", () => {
    for (const args of [["--domian", "a.example"], ["a.example"], ["--domain"], ["--replay"]]) {
      const run = read(...args);
      assert.ok("problem" in run, args.join(" "));
      assert.match(run.problem, /--help lists the options$/);
      assert.match(run.problem, new RegExp(`^[^\n]*${args[0]}`));
    }
  });

  it("has a help text with every option and exit code", () => {
    const lines = helpText().split("\n");
    for (const { name, label } of manifest.inputs) {
      const line = lines.find((text) => text.startsWith(`  --${name} `));
      assert.ok(line?.includes(label), name);
    }
    assert.match(lines.at(-1) ?? "", /^Exit code: 0 .* 1 .* 2 /);
  });
});

describe("npm start", function () {
  this.timeout(60_000);
  const worlds = worldStage();
  let world: World;
  let repository: string;
  let outcome: GateOutcome;
  before(async () => {
    const domains = {
      [DOMAIN]: healthyDomain(DOMAIN),
      "late.example": healthyDomain(
        "late.example",
        policyText("late.example", { mode: "testing" }),
      ),
    };
    world = await worlds.start({ domains });
    repository = await newFolder("laptop");
    writeFiles(repository, { ...policiesOf(Object.keys(domains)), "bad.txt": "mode: on\n" });
    outcome = await runGate(
      { domain: `${DOMAIN}\nlate.example`, policyFile: "{domain}.txt", ...world.inputs },
      { files: policiesOf(Object.keys(domains)) },
    );
  });
  after(() => worlds.closeAll());

  /** Options that lead into the world, as a person types them. */
  const options = (inputs: Texts): readonly string[] =>
    Object.entries({ ...world.inputs, domain: DOMAIN, checkSmtp: "never", ...inputs }).flatMap(
      ([name, value]) => value.split("\n").flatMap((line) => [`--${name}`, line]),
    );

  it("judges a working copy, leaves it as it is, and tells the result by its exit code", async () => {
    const before = filesOf(repository);
    const [good, bad, wrong, help] = await Promise.all([
      start(repository, ...options({ policyFile: `${DOMAIN}.txt` })),
      start(repository, ...options({ policyFile: "bad.txt" })),
      start(repository, "--domian", DOMAIN),
      start(repository, "--domain", DOMAIN, "--help"),
    ]);
    assert.deepEqual([good.code, bad.code, wrong.code, help.code], [0, 1, 2, 0]);
    assert.equal(help.output, `${helpText()}\n`);
    assert.match(good.output, /^Result: passed/m);
    assert.match(bad.output, /^##\[error\]bad\.txt\(1,7\): error policy-mode-value: /m);
    assert.match(wrong.output, /--domian/);
    assert.deepEqual(filesOf(repository), before);
  });

  it("--fix writes what can be put right by itself, and says so", async () => {
    const copy = await newFolder("fix");
    const mistyped =
      "\ufeffversion: STSv1\r\nmode: enforced\r\nmx: mx.contoso.com.\r\nmax_age: 604,800\r\n";
    const beyond = "version: STSv1\nmode: sometimes\n";
    const good = policyText(DOMAIN);
    writeFiles(copy, { "a.example.txt": mistyped, "b.example.txt": beyond, "c.example.txt": good });
    const lint = ["--stage", "lint", "--policyFile", "{domain}.txt", "--fix"];
    const domains = ["a", "b", "c"].flatMap((name) => ["--domain", `${name}.example`]);
    const first = await start(copy, ...lint, ...domains);
    assert.equal(first.code, 1);
    const fixed = readFileSync(join(copy, "a.example.txt"), "utf8");
    assert.equal(
      fixed,
      "version: STSv1\r\nmode: enforce\r\nmx: mx.contoso.com\r\nmax_age: 604800\r\n",
    );
    assert.equal(readFileSync(join(copy, "b.example.txt"), "utf8"), beyond);
    assert.equal(readFileSync(join(copy, "c.example.txt"), "utf8"), good);
    const said = first.output
      .split("\n")
      .slice(first.output.split("\n").findIndex((line) => line.startsWith("--fix")));
    assert.deepEqual(said, [
      "--fix: wrote a.example.txt; run again to judge it",
      "  - \\u{feff}version: STSv1\\u{d}",
      "  - mode: enforced\\u{d}",
      "  - mx: mx.contoso.com.\\u{d}",
      "  - max_age: 604,800\\u{d}",
      "  + version: STSv1\\u{d}",
      "  + mode: enforce\\u{d}",
      "  + mx: mx.contoso.com\\u{d}",
      "  + max_age: 604800\\u{d}",
      "",
    ]);
    const again = await start(copy, ...lint, "--domain", "a.example");
    assert.equal(again.code, 0);
    assert.match(again.output, /^--fix: there is nothing that can be put right by itself$/m);
  });

  it("--fix refuses in a pipeline", async () => {
    const copy = await newFolder("fix");
    writeFiles(copy, { "bad.txt": "mode: enforced\n" });
    const { env, ...settings } = inFolder(copy);
    const child = spawn(
      process.execPath,
      [...START, "--fix", "--stage", "lint", "--policyFile", "bad.txt"],
      {
        ...settings,
        env: { ...env, TF_BUILD: "True" },
      },
    );
    const { code, output } = await endOf(child);
    assert.equal(code, 2);
    assert.match(output, /^--fix .* not for a pipeline/);
    assert.equal(readFileSync(join(copy, "bad.txt"), "utf8"), "mode: enforced\n");
  });

  it("--fix leaves a file alone that changed since it was judged", async () => {
    const files = { "mta-sts.txt": policyText(DOMAIN, { mode: "enforced" }) };
    const run = await runGate({ stage: "lint", policyFile: "mta-sts.txt" }, { files });
    const copy = await newFolder("fix");
    writeFiles(copy, { "mta-sts.txt": `${files["mta-sts.txt"]}# mine\n` });
    const reportPath = join(dirname(run.evidencePath), "mta-sts-gate.json");
    assert.deepEqual(fixPolicies(reportPath, copy), [
      "--fix: left mta-sts.txt alone, it changed since it was judged",
    ]);
    assert.match(readFileSync(join(copy, "mta-sts.txt"), "utf8"), /# mine/);
    writeFiles(copy, files);
    assert.match(fixPolicies(reportPath, copy)[0] ?? "", /^--fix: wrote mta-sts\.txt/);
    assert.equal(readFileSync(join(copy, "mta-sts.txt"), "utf8"), policyText(DOMAIN));
  });

  it("ends at Ctrl+C, and the task with it", async () => {
    const late = { stage: "postDeploy", domain: "late.example", policyFile: "late.example.txt" };
    const child = spawn(process.execPath, [...START, ...options(late)], inFolder(repository));
    let output = "";
    for await (const text of child.stdout) {
      output += text;
      if (output.includes("waiting: ") && !child.killed) child.kill("SIGINT");
    }
    await once(child, "close");
    assert.equal(child.exitCode, 1);
    assert.match(output, /^##\[error\]the run was cancelled/m);
  });

  it("judges evidence again and gives the same report, byte for byte", async () => {
    const again = replay(outcome.evidencePath);
    assert.equal(again.json, outcome.reportText);
    assert.equal(again.failed, false);
    const command = ["--silent", "start", "--", "--replay", outcome.evidencePath];
    const { output, code } = await endOf(spawn("npm", command, inFolder(repository)));
    assert.equal(output, outcome.reportText);
    assert.equal(code, 0);
  });
});
