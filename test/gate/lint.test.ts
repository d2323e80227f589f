// Stage lint: the committed text alone, without a network, not even its code.
import assert from "node:assert/strict";
import { only, runGate, runRefused, tasksWithout } from "../support/gate";
import { socketLog } from "../support/preloads";
import { policyText } from "../support/world";

const PATH = "home/.well-known/mta-sts.txt";
const GOOD = { [PATH]: policyText("contoso.com") };

describe("stage lint", () => {
  it("needs no domain and opens no socket", async () => {
    const sockets = await socketLog();
    const { step, report, problems } = await runGate(
      { stage: "lint" },
      { files: GOOD, environment: sockets.environment },
    );
    assert.equal(step.result, "Succeeded");
    assert.deepEqual(problems, []);
    const { domain, seen } = only(report.domains);
    assert.equal(domain, "");
    assert.equal(seen.policyFile.status, "valid");
    assert.deepEqual(
      [seen.record, seen.policyResource, seen.mx].map(({ status }) => status),
      ["skipped", "skipped", "skipped"],
    );
    assert.deepEqual(sockets.lines(), []);
  });

  it("does without the network code, which every other stage misses", async () => {
    const tasks = await tasksWithout("network.js");
    const { step } = await runGate({ stage: "lint" }, { files: GOOD, tasks });
    assert.equal(step.result, "Succeeded");
    const other = await runRefused({ domain: "contoso.com" }, { files: GOOD, tasks });
    assert.match(only(other.issues).message, /^internal error of the gate, .*network/);
  });

  it("shows each problem at its place, as the agent's web page links it", async () => {
    const text = "version: STSv1\nmode: enforced\nmx: mx.contoso.com\nmax_age: 60\n";
    const { step, report } = await runGate({ stage: "lint" }, { files: { [PATH]: text } });
    assert.equal(step.result, "Failed");
    assert.equal(report.result, "failed");
    assert.deepEqual(
      step.issues.map(({ type, message, properties }) => [
        type,
        message.split(", expected")[0],
        properties.code,
        properties.sourcepath,
        properties.linenumber,
        properties.columnnumber,
      ]),
      [
        [
          "error",
          `${PATH}(2,7): error policy-mode-value: mode is "enforced"`,
          "policy-mode-value",
          PATH,
          "2",
          "7",
        ],
        [
          "warning",
          `${PATH}(4,10): warning policy-max-age-short: max_age is 60 seconds`,
          "policy-max-age-short",
          PATH,
          "4",
          "10",
        ],
      ],
    );
  });

  it("judges one file for each domain", async () => {
    const { report, problems } = await runGate(
      { stage: "lint", domain: "contoso.com\nfabrikam.com", policyFile: "sites/{domain}.txt" },
      {
        files: { "sites/contoso.com.txt": policyText("contoso.com"), "sites/fabrikam.com.txt": "" },
      },
    );
    assert.deepEqual(problems, ["error policy-empty"]);
    assert.deepEqual(
      report.domains.map(({ domain, result }) => [domain, result]),
      [
        ["contoso.com", "passed"],
        ["fabrikam.com", "failed"],
      ],
    );
  });
});
