// The look at the repository's pipelines: what it keeps, what it never keeps, and where it stops.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { PipelineFiles } from "../../tasks/MtaStsGateV1/evidence/pipeline-files";
import { lookAtPipelines } from "../../tasks/MtaStsGateV1/evidence/pipelines";
import { removedAfterEach } from "../support/after-each";
import { makeRepository, type Texts } from "../support/inputs";

const DEPLOY = "steps:\n- task: AzureStaticWebApp@0\n  inputs: { app_location: /home }\n";

describe("lookAtPipelines", () => {
  const kept = removedAfterEach();
  const repository = (files: Texts) => kept(makeRepository(files)).root;
  const found = (repositoryRoot: string): PipelineFiles => {
    const seen = lookAtPipelines({ stage: "lint", repositoryRoot });
    assert.ok(seen.status === "found", JSON.stringify(seen));
    return seen.value;
  };
  const textsOf = ({ files }: PipelineFiles) =>
    files.map(({ bytesBase64 }) => Buffer.from(bytesBase64, "base64").toString());

  it("keeps files that deploy or run the gate, wherever they lie, those near the root first", () => {
    const root = repository({
      "azure-pipelines.yml": DEPLOY,
      ".azure-pipelines/check.yaml": "steps:\n- task: MtaStsGate@1\n",
      "build/swa.yml": "steps:\n- script: npx swa deploy ./home\n",
      "pipelines/build.yml": "steps:\n- script: npm test\n",
      ".github/workflows/deploy.yml": DEPLOY,
      "docker-compose.yml": "services: {}\n",
    });
    assert.deepEqual(
      found(root).files.map(({ path }) => path),
      ["azure-pipelines.yml", ".azure-pipelines/check.yaml", "build/swa.yml"],
    );
  });

  it("names the folders that a file names, policies and what tells of a build", () => {
    const { folders, policies, builds } = found(
      repository({
        "azure-pipelines.yml": DEPLOY,
        "home/.well-known/mta-sts.txt": "",
        "sites/home/index.html": "",
        "other/index.html": "",
        "shop/package.json": "{}",
      }),
    );
    assert.deepEqual(folders, ["home", "sites/home"]);
    assert.deepEqual(policies, ["home/.well-known/mta-sts.txt"]);
    assert.deepEqual(builds, ["shop/package.json"]);
  });

  it("keeps no secret", () => {
    const secret = "kh3ca5ju3mLqz8";
    const text = `${DEPLOY}  env:\n    azure_static_web_apps_api_token: ${secret}\n`;
    const evidence = found(repository({ "azure-pipelines.yml": text }));
    assert.ok(!JSON.stringify(evidence).includes(Buffer.from(secret).toString("base64")));
    assert.ok(!textsOf(evidence).join("").includes(secret));
  });

  it("follows no link out of the repository, and keeps the start of a large file only", () => {
    const outside = repository({ "pipeline.yml": DEPLOY });
    const root = repository({ "azure-pipelines.yml": `${DEPLOY}#${" ".repeat(200_000)}` });
    symlinkSync(join(outside, "pipeline.yml"), join(root, "linked.yml"));
    symlinkSync(outside, join(root, "linked"));
    const evidence = found(root);
    assert.deepEqual(
      evidence.files.map(({ path }) => path),
      ["azure-pipelines.yml"],
    );
    assert.equal(textsOf(evidence)[0]?.length, 65_536);
  });

  it("stops after so many files", () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}.yml`);
    const root = repository(Object.fromEntries(names.map((name) => [name, DEPLOY])));
    assert.equal(found(root).files.length, 20);
  });

  it("finds nothing where nothing deploys, and does not look in stage monitor", () => {
    const repositoryRoot = repository({ "azure-pipelines.yml": "steps:\n- script: npm test\n" });
    assert.equal(lookAtPipelines({ stage: "lint", repositoryRoot }).status, "absent");
    assert.equal(lookAtPipelines({ stage: "monitor", repositoryRoot }).status, "skipped");
  });
});
