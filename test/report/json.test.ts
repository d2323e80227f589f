// The report file: in the form that its schema promises, and the same bytes from the same evidence.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { evidencePieces, reportJson } from "../../tasks/MtaStsGateV1/report/json";
import { evidenceOf } from "../support/case";
import { allFixtures, runOf } from "../support/fixtures";
import { HEALTHY_POLICY, healthyEvidence, healthyOptions } from "../support/healthy";

const SCHEMA = join(__dirname, "..", "..", "docs", "report.schema.json");

const validate = new Ajv({ allErrors: true, strictTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, "utf8")),
);

describe("mta-sts-gate.json", () => {
  for (const fixture of allFixtures()) {
    it(`is valid and comes out again: ${fixture.check}/${fixture.name}`, () => {
      const run = runOf(fixture);
      const json = reportJson(conclude(run, knowledge).report);
      assert.ok(validate(JSON.parse(json)), JSON.stringify(validate.errors, null, 2));
      const text = [...evidencePieces(run)].join("");
      assert.equal(text, `${JSON.stringify(run, null, 2)}\n`);
      const kept = JSON.parse(text) as EvidenceFile;
      assert.equal(reportJson(conclude(kept, knowledge).report), json);
    });
  }

  const evidence = healthyEvidence();
  const healthy: EvidenceFile = {
    schema: 1,
    options: healthyOptions("preDeploy"),
    startedAt: evidence.gatheredAt,
    finishedAt: evidence.gatheredAt,
    domains: [evidence],
  };

  it("is indented, ends with a line feed and has the domains in their order", () => {
    const domains = ["b.example", "a.example"].map((policyDomain) => ({
      ...healthyEvidence(),
      policyDomain,
    }));
    const json = reportJson(conclude({ ...healthy, domains }, knowledge).report);
    assert.match(json, /^\{\n {2}"schema": 1,\n/);
    assert.match(json, /\n\}\n$/);
    const report = JSON.parse(json);
    assert.deepEqual(
      report.domains.map((one: { readonly domain: string }) => one.domain),
      ["b.example", "a.example"],
    );
  });

  it("is made of evidence that is written in pieces, none longer than one domain's", () => {
    for (const count of [0, 1, 3]) {
      const run = { ...healthy, domains: Array.from({ length: count }, () => evidence) };
      const pieces = [...evidencePieces(run)];
      assert.equal(pieces.length, count + 2);
      assert.equal(pieces.join(""), `${JSON.stringify(run, null, 2)}\n`);
    }
  });

  it("has the worst result of all domains", () => {
    const bad = healthyEvidence("mode: enforced\n");
    const noMx = evidenceOf(HEALTHY_POLICY, { stage: "preDeploy", mx: [] });
    const results = [[], [noMx], [noMx, bad]].map(
      (more) =>
        conclude({ ...healthy, domains: [...healthy.domains, ...more] }, knowledge).report.result,
    );
    assert.deepEqual(results, ["passed", "warnings", "failed"]);
  });

  it("has no field that its schema does not know, and none less", () => {
    const report = () => JSON.parse(reportJson(conclude(healthy, knowledge).report));
    assert.ok(validate(report()));
    const broken: readonly ((one: ReturnType<typeof report>) => void)[] = [
      (one) => delete one.result,
      (one) => delete one.domains[0].seen.record,
      (one) => (one.domains[0].seen.policyFile.maxage = 1),
      (one) => (one.domains[0].id.live = "2026-01-01"),
      (one) => (one.domains[0].update.state = "done"),
      (one) => delete one.domains,
    ];
    for (const spoil of broken) {
      const one = report();
      spoil(one);
      assert.ok(!validate(one), spoil.toString());
    }
    // The share of a job may be empty.
    assert.ok(validate({ ...report(), domains: [] }));
  });
});
