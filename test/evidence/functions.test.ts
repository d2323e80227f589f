// The look at Functions apps: which are kept, what of them, and where it stops.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { lookAtFunctions } from "../../tasks/MtaStsGateV1/evidence/functions";
import type { FunctionsApps } from "../../tasks/MtaStsGateV1/evidence/functions-apps";
import { removedAfterEach } from "../support/after-each";
import { makeRepository, type Texts } from "../support/inputs";

const CODE = 'app.http("mtaSts", { route: ".well-known/mta-sts.txt" });\n';

describe("lookAtFunctions", () => {
  const kept = removedAfterEach();
  const repository = (files: Texts) => kept(makeRepository(files)).root;
  const found = (repositoryRoot: string): FunctionsApps => {
    const seen = lookAtFunctions({ stage: "lint", repositoryRoot });
    assert.ok(seen.status === "found", JSON.stringify(seen));
    return seen.value;
  };
  const pathsOf = ({ apps }: FunctionsApps) =>
    apps.map(({ root, files }) => [root, ...files.map(({ path }) => path)]);

  it("keeps apps whose code names the policy, with the function.json beside it", () => {
    const root = repository({
      "policy/host.json": "{}",
      "policy/MtaSts/run.ps1": "# version: STSv1\n",
      "policy/MtaSts/function.json": "{}",
      "policy/Other/function.json": "{}",
      "policy/Other/run.ps1": "exit\n",
      "policy/bin/MtaSts/run.ps1": "# version: STSv1\n",
      "shop/host.json": "{}",
      "shop/index.js": "exports.run = () => {};\n",
    });
    assert.deepEqual(pathsOf(found(root)), [
      ["policy", "policy/MtaSts/function.json", "policy/MtaSts/run.ps1"],
    ]);
  });

  it("gives an app within another its own files", () => {
    const root = repository({
      "host.json": "{}",
      "a.js": CODE,
      "inner/host.json": "{}",
      "inner/b.js": CODE,
    });
    assert.deepEqual(pathsOf(found(root)), [
      [".", "a.js"],
      ["inner", "inner/b.js"],
    ]);
  });

  it("names the files that set the route prefix elsewhere", () => {
    const setting = "AzureFunctionsJobHost__extensions__http__routePrefix";
    const root = repository({
      "host.json": "{}",
      "a.js": CODE,
      "main.bicep": `{ name: '${setting}', value: '' }\n`,
      "other.bicep": "param name string\n",
    });
    assert.deepEqual(found(root).prefixSettings, ["main.bicep"]);
  });

  it("follows no link out of the repository", () => {
    const outside = repository({ "a.js": CODE });
    const root = repository({ "host.json": "{}" });
    symlinkSync(join(outside, "a.js"), join(root, "a.js"));
    assert.equal(lookAtFunctions({ stage: "lint", repositoryRoot: root }).status, "absent");
  });

  it("does not look in stage monitor", () => {
    const repositoryRoot = repository({ "host.json": "{}", "a.js": CODE });
    assert.equal(lookAtFunctions({ stage: "monitor", repositoryRoot }).status, "skipped");
  });
});
