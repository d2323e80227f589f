// What pipelines say of the folder that they upload.
import assert from "node:assert/strict";
import { type Upload, uploadOf } from "../../tasks/MtaStsGateV1/interpret/upload";

/** The extent of the upload of a folder by a pipeline with these lines; `none`: it uploads another folder. */
const extent = (root: string, ...lines: readonly string[]): string =>
  uploadOf(root, [{ path: "azure-pipelines.yml", lines }])?.extent ?? "none";
const upload = (root: string, ...lines: readonly string[]): Upload => {
  const found = uploadOf(root, [{ path: "azure-pipelines.yml", lines }]);
  assert.ok(found);
  return found;
};

describe("uploadOf", () => {
  for (const value of [
    "/home",
    "home",
    "./home",
    "home/",
    '"home"',
    "'/home' # the site",
    "home\\",
  ]) {
    it(`reads app_location: ${value}`, () => {
      assert.equal(extent("home", `app_location: ${value}`), "whole");
      assert.equal(extent("away", `app_location: ${value}`), "none");
    });
  }

  for (const value of [
    "/",
    ".",
    "./",
    "''",
    "$(System.DefaultWorkingDirectory)",
    "$(Build.SourcesDirectory)/",
  ]) {
    it(`takes app_location: ${value} for the root of the repository`, () => {
      assert.equal(extent(".", `app_location: ${value}`), "whole");
      assert.equal(extent("home", `app_location: ${value}`), "part");
    });
  }

  it("knows that a variable may be any folder", () => {
    assert.equal(extent("home", "app_location: $(appLocation)"), "unknown");
    assert.equal(extent("home", "app_location: $(folders.site)/home"), "unknown");
    assert.equal(extent("home", "- task: AzureStaticWebApp@0"), "unknown");
    assert.equal(extent("home", "app_location: ../home"), "unknown");
  });

  it("follows a build to its outcome", () => {
    const built = ["app_location: /web", "output_location: dist"];
    assert.equal(extent("web", ...built), "part");
    assert.equal(extent("web/public", ...built), "part");
    assert.equal(extent("web/dist", ...built), "whole");
    assert.equal(extent("web", "app_location: web", 'output_location: ""'), "whole");
    assert.equal(extent("web/dist", "app_location: web/dist", "skip_app_build: true"), "whole");
  });

  it("knows what no build touches any more", () => {
    assert.equal(upload("web", "app_location: web").isFinal, false);
    assert.equal(upload("web", "app_location: web", "skip_app_build: true").isFinal, true);
    assert.equal(upload("web/dist", "app_location: web", "output_location: dist").isFinal, true);
  });

  it("starts from the working directory", () => {
    const lines = ["cwd: $(System.DefaultWorkingDirectory)/sites/one", "app_location: home"];
    assert.equal(extent("sites/one/home", ...lines), "whole");
    assert.equal(extent("sites/two/home", ...lines), "none");
  });

  it("takes the pipeline that says most", () => {
    const deployers = [
      { path: "a.yml", lines: ["app_location: $(folder)"] },
      { path: "b.yml", lines: ["app_location: other"] },
      { path: "c.yml", lines: ["app_location: home"] },
    ];
    assert.equal(uploadOf("home", deployers)?.by, "c.yml");
    assert.equal(uploadOf("away", deployers)?.by, "a.yml");
    assert.equal(uploadOf("away", []), undefined);
  });

  it("tells where the configuration comes from", () => {
    const { configFolders, appFolders } = upload(
      "home",
      "app_location: home",
      "config_file_location: ./config # shared",
    );
    assert.deepEqual([configFolders, appFolders], [["config"], ["home"]]);
  });

  it("sees commands that make or move pages and policies", () => {
    const makes = (line: string) => upload("home", "app_location: home", line).makesFiles;
    for (const line of [
      "- script: cp policies/mta-sts.txt home/.well-known/",
      "- bash: mkdir -p home/.well-known",
      '- script: echo "<h1>MTA-STS</h1>" > home/index.html',
      "Copy-Item policy.txt home/.well-known/mta-sts.txt",
      "TargetFolder: home/.well-known",
    ]) {
      assert.equal(makes(line), true, line);
    }
    for (const line of [
      "policyFile: home/.well-known/mta-sts.txt",
      "- home/.well-known/*",
      "- script: curl -fsS https://mta-sts.contoso.com/.well-known/mta-sts.txt > /dev/null",
      "- script: cp a.txt b.txt",
    ]) {
      assert.equal(makes(line), false, line);
    }
  });
});
