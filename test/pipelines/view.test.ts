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
});
