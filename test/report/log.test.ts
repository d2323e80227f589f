// The log: a busy run as a golden file, and what holds for every log.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { logOf } from "../../tasks/MtaStsGateV1/report/log";
import type { LogEntry } from "../../tasks/MtaStsGateV1/report/log-lines";
import { busyRun, GOLDEN_LOG, logText } from "../support/busy-run";
import { type Case, evidenceOf } from "../support/case";
import { allFixtures, runOf } from "../support/fixtures";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

function runOfCase(fixture: Case, policy = HEALTHY_POLICY): EvidenceFile {
  const evidence = evidenceOf(policy, fixture);
  return {
    schema: 1,
    options: healthyOptions(fixture.stage, fixture.options),
    startedAt: evidence.gatheredAt,
    finishedAt: evidence.gatheredAt,
    domains: [evidence],
  };
}

function plainLines(run: EvidenceFile): readonly string[] {
  const { report, conclusions } = conclude(run, knowledge);
  return logOf(report, conclusions).flatMap((entry) => (entry.kind === "text" ? [entry.text] : []));
}

describe("log", () => {
  let manyLogs: readonly (readonly LogEntry[])[] = [];
  before(() => {
    manyLogs = [busyRun(), ...allFixtures().map((fixture) => runOf(fixture))].map((run) => {
      const { report, conclusions } = conclude(run, knowledge);
      return logOf(report, conclusions);
    });
  });

  it("of a busy run is the golden one (npm run fixtures)", () => {
    assert.equal(logText(busyRun()), readFileSync(GOLDEN_LOG, "utf8"));
  });

  it("is the same for the same evidence", () => {
    const again = JSON.parse(JSON.stringify(busyRun())) as EvidenceFile;
    assert.equal(logText(again), logText(busyRun()));
  });

  it("has no plain line of more than 100 columns, and none that the agent obeys", () => {
    for (const entry of manyLogs.flat()) {
      if (entry.kind !== "text") continue;
      assert.ok(entry.text.length <= 100, `${entry.text.length}: ${entry.text}`);
      assert.doesNotMatch(entry.text, /##|\p{Cc}/u);
    }
  });

  it("puts the errors of all domains first, then the warnings, then the notes", () => {
    const heads = logText(busyRun()).match(/^(?:\[error\]|\[warning\]|note) /gm) ?? [];
    const runs = heads.filter((head, i) => head !== heads[i - 1]);
    assert.deepEqual(runs, ["[error] ", "[warning] ", "note "]);
  });

  it("names the domain in every problem of several domains, and in none of a single one", () => {
    assert.match(logText(busyRun()), /^\[error\] record-malformed: fabrikam\.com: TXT record /m);
    const single = logText(runOfCase({ stage: "monitor", txt: ["v=STSv1 id=1"] }));
    assert.match(single, /^\[error\] record-malformed: TXT record /m);
    assert.match(single, /^next step: /m);
  });

  it("ends with the result and its counts", () => {
    const lines = logText(runOfCase({ stage: "preDeploy", mx: [] }))
      .trimEnd()
      .split("\n");
    assert.equal(lines.at(-1), "Result: warnings (0 errors, 1 warning, 0 notes)");
    const healthy = plainLines(runOfCase({ stage: "preDeploy" }));
    assert.equal(healthy.at(-1), "Result: passed (0 errors, 0 warnings, 0 notes)");
  });

  it("of a healthy domain fits one screen, its look-ups in a closed group", () => {
    const { report, conclusions } = conclude(runOfCase({ stage: "preDeploy" }), knowledge);
    const entries = logOf(report, conclusions);
    const [open, close] = ["group", "endgroup"].map((kind) =>
      entries.findIndex((entry) => entry.kind === kind),
    );
    assert.ok(open !== undefined && close !== undefined && 0 < open && open < close);
    const hidden = entries.slice(open + 1, close);
    assert.ok(hidden.every(({ kind }) => kind === "text"));
    assert.ok(hidden.some((entry) => entry.kind === "text" && /TLS 0\.06 s/.test(entry.text)));
    assert.ok(entries.length - hidden.length <= 20, `${entries.length - hidden.length} lines`);
  });

  it("has closed groups with no issue in them, which would open them", () => {
    for (const entries of manyLogs) {
      let isOpen = false;
      for (const { kind } of entries) {
        assert.ok(!isOpen || kind === "text" || kind === "endgroup");
        assert.ok(isOpen || kind !== "endgroup");
        isOpen = kind === "group" || (isOpen && kind !== "endgroup");
      }
      assert.ok(!isOpen);
    }
  });

  it("begins with the sum of several domains, and lists twenty that did not pass", () => {
    const [bad] = runOfCase({ stage: "preDeploy" }, "mode: on\n").domains;
    const [good] = runOfCase({ stage: "preDeploy" }).domains;
    assert.ok(bad !== undefined && good !== undefined);
    const domains = Array.from({ length: 30 }, (_, index) => ({
      ...(index < 25 ? bad : good),
      policyDomain: `d${index}.example`,
    }));
    const lines = plainLines({ ...runOfCase({ stage: "preDeploy" }), domains });
    assert.equal(lines[2], "30 domains: 25 failed, 5 passed");
    assert.match(lines[3] ?? "", /^ {2}failed {4}d0\.example: \d errors/);
    assert.equal(lines[23], "  and 5 more domains");
    assert.equal(
      lines[24],
      "  passed    d25.example, d26.example, d27.example, d28.example, d29.example",
    );
    assert.ok(lines.some((line) => line.startsWith("nothing to do for 5 domains: d25.example, ")));
  });

  it("says why a check could not be made", () => {
    const failed = { status: "failed", error: { code: "TIMEOUT", message: "no answer" } };
    const run = runOfCase({ stage: "monitor", evidence: { policyResource: failed } });
    assert.match(
      plainLines(run).join("\n"),
      /^not verified: \d+ checks, since the policy host could not be had \(TIMEOUT\): \S/m,
    );
  });

  it("keeps a record to publish in one line", () => {
    const run = runOfCase({ stage: "postDeploy", txt: [] });
    const records = plainLines(run).filter((line) => line.includes("v=STSv1;"));
    assert.ok(records.length > 0);
    for (const line of records) assert.match(line, /v=STSv1; id=[0-9a-f]{32};/);
  });

  it("says that a pull request's postDeploy looks at a pull request", () => {
    const run = runOfCase({ stage: "pullRequest", options: { demoted: true } });
    const [head, second] = plainLines(run);
    assert.match(head ?? "", /, stage pullRequest$/);
    assert.match(second ?? "", /^postDeploy in a pull-request build: nothing was deployed/);
    const plain = plainLines(runOfCase({ stage: "pullRequest" }));
    assert.equal(plain[1], "");
  });

  it("speaks of the file where lint was given no domain", () => {
    const run = runOfCase({ stage: "lint", evidence: { policyDomain: "" } });
    const lines = plainLines(run);
    assert.equal(lines[2], "The policy file");
    assert.ok(!lines.some((line) => line.startsWith("  TXT record")));
  });

  it("quotes a path of the repository that is not plain", () => {
    const path = "home/\u00fc##vso[task.complete]/.well-known/mta-sts.txt";
    const policy = HEALTHY_POLICY.replace("enforce", "enforced");
    const evidence = { policyFile: { value: { path } } };
    const lines = plainLines(runOfCase({ stage: "lint", evidence }, policy));
    const shown = '"home/\u00fc#\\u{23}vso[task.complete]/.well-known/mta-sts.txt"';
    assert.ok(lines.includes(`  policy file  ${shown}: invalid (SYNTAX)`));
    assert.ok(lines.includes(`  at   ${shown}:2:7`));
  });

  it("shows every fault of the live side in its row", () => {
    const row = (fixture: Omit<Case, "stage">, label: string) =>
      plainLines(runOfCase({ stage: "monitor", ...fixture }))
        .find((line) => line.startsWith(`  ${label}`))
        ?.slice(15);
    const failed = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
    const alias = [{ owner: "_mta-sts.contoso.com", target: "x.example", ttl: 60 }];
    assert.equal(row({ txt: [] }, "TXT record"), "absent (NODATA)");
    assert.equal(row({ txt: ["v=spf1 -all"] }, "TXT record"), "absent (NO_STS_RECORD)");
    assert.equal(
      row({ evidence: { policyResource: failed } }, "policy host"),
      "could not be had (SERVFAIL)",
    );
    assert.equal(
      row({ exchange: { httpStatus: 404 } }, "policy host"),
      "invalid (HTTP_STATUS), in 0.12 s",
    );
    assert.match(row({ mx: ["0 ."] }, "MX hosts") ?? "", /^null MX \(0/);
    assert.match(row({ mx: ["10 ##vso[x]"] }, "MX hosts") ?? "", /^"#\\u\{23\}vso\[x\]" \(10/);
    assert.match(
      row({ evidence: { record: { nameServers: failed } } }, "TXT record") ?? "",
      /, from the resolver$/,
    );
    const aliased = { record: { nameServers: failed, resolver: { value: { chain: alias } } } };
    assert.match(row({ evidence: aliased }, "TXT record") ?? "", /, by alias from/);
  });
});
