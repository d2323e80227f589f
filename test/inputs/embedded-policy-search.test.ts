// The policy in the code of a Functions app is the committed one where the repository has no policy file.
import assert from "node:assert/strict";
import { searchEmbeddedPolicies } from "../../tasks/MtaStsGateV1/inputs/embedded-policy-search";
import { readPolicyFile } from "../../tasks/MtaStsGateV1/inputs/path-inputs";
import { removedAfterEach } from "../support/after-each";
import { makeRepository, type Texts } from "../support/inputs";

const POLICY = "version: STSv1\nmode: testing\nmx: mx.contoso.com\nmax_age: 86400\n";
const CODE = `const policy = \`${POLICY}\`;\n`;

describe("a policy in code", () => {
  const kept = removedAfterEach();
  const repository = (files: Texts) => kept(makeRepository(files)).root;
  const readIn = (files: Readonly<Record<string, string>>, siteRoot?: string) =>
    readPolicyFile("", "preDeploy", siteRoot, {
      repositoryRoot: repository(files),
      domains: ["contoso.com"],
    });

  it("is looked for beside a host.json only, and neither in tests nor in what a compiler made", () => {
    assert.deepEqual(searchEmbeddedPolicies(repository({ "src/a.js": CODE })), []);
    const root = repository({
      "host.json": "{}",
      "src/a.js": CODE,
      "src/a.test.js": CODE,
      "dist/a.js": CODE,
      "infra/main.bicep": `var policy = '''\n${POLICY}'''\n`,
      "src/b.js": "const policy = process.env.POLICY; // version: STSv1\n",
      "notes.md": POLICY,
    });
    assert.deepEqual(searchEmbeddedPolicies(root), ["infra/main.bicep", "src/a.js"]);
    assert.deepEqual(searchEmbeddedPolicies(root, "src"), []);
  });

  it("is the committed policy where it is the only one", () => {
    const files = { "api/host.json": "{}", "api/src/a.js": CODE };
    assert.deepEqual(readIn(files), { ok: true, value: "api/src/a.js" });
    assert.deepEqual(readIn(files, "api"), { ok: true, value: "api/src/a.js" });
    const beside = { ...files, "home/.well-known/mta-sts.txt": POLICY };
    assert.deepEqual(readIn(beside), { ok: true, value: "home/.well-known/mta-sts.txt" });
  });

  it("is asked for where there are several", () => {
    const files = { "host.json": "{}", "a.js": CODE, "b.ps1": `@'\n${POLICY}'@\n` };
    assert.deepEqual(readIn(files), {
      ok: false,
      message:
        'is empty and several files of code hold a policy: one of "a.js" or "b.ps1" is expected',
    });
    assert.deepEqual(readIn(files, "."), { ok: true, value: ".well-known/mta-sts.txt" });
  });
});
