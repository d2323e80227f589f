import assert from "node:assert/strict";
import { viewsOf } from "../../tasks/MtaStsGateV1/pipelines/view";
import { parseYaml } from "../../tasks/MtaStsGateV1/pipelines/yaml-tree";

const PIPELINE = `steps:
- task: AzureStaticWebApp@0
  inputs:
    app_location: home
`;

const textsOf = (text: string) => ({
  files: [{ path: "azure-pipelines.yml", text }],
  folders: [],
  policies: [],
  builds: [],
});

describe("views of pipelines", () => {
  it("are read once for all checks of all domains that share the texts, and anew for others", () => {
    let readings = 0;
    const counting = (text: string) => {
      readings += 1;
      return parseYaml(text);
    };
    const texts = textsOf(PIPELINE);
    const at = (policyPath: string) => viewsOf(texts, { policyPath, isFunctions: false }, counting);
    assert.equal(at("home/.well-known/mta-sts.txt").views[0]?.deploys.length, 1);
    assert.equal(at("elsewhere/.well-known/mta-sts.txt").views.length, 0);
    assert.equal(readings, 1);
    viewsOf(textsOf(PIPELINE), { policyPath: "home/mta-sts.txt", isFunctions: false }, counting);
    assert.equal(readings, 2);
  });

  const deploysOf = (text: string) => {
    const place = { policyPath: "home/.well-known/mta-sts.txt", isFunctions: false };
    const [view] = viewsOf(textsOf(text), place, parseYaml).views;
    return view?.deploys.map(({ upload }) => upload.kind);
  };

  it("put in no variables that grow without end", () => {
    const lines = ["a", "b", "c", "d", "e"].map((name, i, names) => {
      const next = names[i + 1];
      return `  ${name}: ${next === undefined ? "home" : `$(${next})`.repeat(200)}`;
    });
    const head = ["# MtaStsGate@1", "trigger: none", "variables:", ...lines].join("\n");
    const deploying = (folder: string) => `${head}\n${PIPELINE.replace("home", folder)}`;
    assert.deepEqual(deploysOf(deploying("$(a)")), ["unknown"]);
    assert.deepEqual(deploysOf(deploying("$(c)")), ["unknown"]);
    assert.deepEqual(deploysOf(deploying("$(d)")), ["folder"]);
    const long = head.replace("home", "h".repeat(1001));
    assert.deepEqual(deploysOf(`${long}\n${PIPELINE.replace("home", "$(e)")}`), ["unknown"]);
  });

  it("read a script of blank lines in a moment", () => {
    const script = `- script: |\n    a\n${"\n".repeat(60_000)}    b\n`;
    const started = process.cpuUsage();
    assert.deepEqual(deploysOf(PIPELINE + script), ["folder"]);
    assert.ok(process.cpuUsage(started).user < 1_000_000);
  });
});
