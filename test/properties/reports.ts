// Whole reports: whatever the world says, there is one, it keeps its form, and it says the same when judged again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { Evidence, EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { formsOf } from "../support/golden";
import { healthyOptions } from "../support/healthy";
import { activeParts } from "../support/rendered";
import { ROOT } from "../support/sources";
import { jsonText, pipelineText } from "./committed-files";
import { anyText } from "./octets";
import { policyOctets } from "./policy-texts";
import { property } from "./property";
import { oneText, tlsRptText } from "./records";

const isReport = new Ajv({ strictTypes: true }).compile(
  JSON.parse(readFileSync(join(ROOT, "docs/report.schema.json"), "utf8")),
);

const STAGES: readonly Stage[] = ["lint", "pullRequest", "preDeploy", "postDeploy", "monitor"];

const mxName = fc.oneof(
  fc.constantFrom("mx1.contoso.com", "contoso-com.mail.protection.outlook.com", ".", "192.0.2.1"),
  fc.stringMatching(/^[!-~]{1,20}$/),
);

const fileOf = (path: string, text: string) => {
  const octets = Buffer.from(text);
  return { path, octets: octets.length, bytesBase64: octets.toString("base64") };
};

/** A run for one domain at which others wrote what they liked. */
const run: fc.Arbitrary<EvidenceFile> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    committed: policyOctets,
    served: policyOctets,
    isSame: fc.boolean(),
    txt: fc.option(fc.array(oneText, { maxLength: 3 }), { nil: undefined }),
    mx: fc.option(fc.array(mxName, { maxLength: 3 }), { nil: undefined }),
    tlsRpt: fc.option(fc.array(tlsRptText, { maxLength: 2 }), { nil: undefined }),
    header: fc.oneof(fc.constant("text/plain"), anyText),
    status: fc.constantFrom(200, 200, 301, 404),
    pipeline: fc.option(pipelineText, { nil: undefined }),
    config: fc.option(jsonText, { nil: undefined }),
    recordFile: fc.option(anyText, { nil: undefined }),
  })
  .map((world) => {
    const { stage, committed, txt, mx, recordFile } = world;
    const served = Buffer.from(world.isSame ? committed : world.served);
    const fixture: Case = {
      stage,
      exchange: {
        bodyBase64: served.toString("base64"),
        bodyOctets: served.length,
        httpStatus: world.status,
        headers: [["content-type", world.header]],
      },
      ...(txt === undefined ? {} : { txt }),
      ...(mx === undefined ? {} : { mx: mx.map((host, i) => `${i} ${host}`) }),
      ...(recordFile === undefined ? {} : { recordFile }),
      evidence: patchOf(world),
    };
    // In lint nothing is fetched, so there is no exchange to patch.
    const { exchange: _, ...unasked } = fixture;
    const evidence: Evidence = evidenceOf(committed, stage === "lint" ? unasked : fixture);
    const options = healthyOptions(stage, optionsOf(fixture));
    const time = evidence.gatheredAt;
    return { schema: 1, options, startedAt: time, finishedAt: time, domains: [evidence] };
  });

interface Written {
  readonly pipeline: string | undefined;
  readonly config: string | undefined;
  readonly tlsRpt: readonly string[] | undefined;
  readonly stage: Stage;
}

function patchOf({ pipeline, config, tlsRpt, stage }: Written): object {
  const pipelines = {
    status: "found",
    value: {
      files: [fileOf("azure-pipelines.yml", pipeline ?? "")],
      folders: [],
      policies: [],
      builds: [],
    },
  };
  const site = { value: { configs: [fileOf("home/staticwebapp.config.json", config ?? "")] } };
  const answer = { value: { records: (tlsRpt ?? []).map((text) => [text]) } };
  return {
    ...(pipeline === undefined ? {} : { pipelines }),
    ...(config === undefined ? {} : { site }),
    ...(tlsRpt === undefined || stage === "lint"
      ? {}
      : { tlsRpt: { resolver: answer, nameServers: { value: { 0: { answer }, 1: { answer } } } } }),
  };
}

// The writer's own groups begin a line; foreign text never begins a command anywhere.
const COMMAND = /##(?:vso)?\[/;

/** The properties of reports. */
export const reportProperties = [
  property(
    "are made of whatever was seen, in the form that is documented",
    run,
    (seen) => {
      const { report } = conclude(seen, knowledge);
      assert.ok(isReport(report), JSON.stringify(isReport.errors));
      const [domain] = report.domains;
      const file = seen.domains[0]?.policyFile;
      const octets = file?.status === "found" ? Buffer.from(file.value.bytesBase64, "base64") : "";
      const lines = octets.toString().split(/\r\n|\r|\n/);
      for (const { file: path, line, check } of domain?.problems ?? []) {
        if (path?.endsWith("mta-sts.txt") !== true || line === undefined) continue;
        assert.ok(line >= 1 && line <= lines.length + 1, `${check} in line ${line}`);
      }
    },
    15,
  ),
  property(
    "say the same when the evidence is judged again",
    run,
    (seen) => {
      const again = JSON.parse(JSON.stringify(seen)) as EvidenceFile;
      assert.deepEqual(conclude(again, knowledge).report, conclude(seen, knowledge).report);
    },
    6,
  ),
  property(
    "are harmless in every form",
    run,
    (seen) => {
      const { log, markdown, xml, sarif, json } = formsOf(seen);
      for (const line of log.split("\n")) {
        assert.doesNotMatch(line.replace(/^##\[(?:end)?group\]/, ""), COMMAND);
      }
      assert.deepEqual(activeParts(markdown), []);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 section 2.2 forbids them
      assert.doesNotMatch(xml, /&(?!(?:amp|lt|gt|quot|apos|#\d+);)|[\0-\x08\x0b\x0c\x0e-\x1f]/);
      assert.ok(JSON.parse(sarif) && JSON.parse(json));
    },
    8,
  ),
];
