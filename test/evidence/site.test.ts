// The look at the folder that is deployed: what it keeps, where it stops, and that it follows no link out.
import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSites } from "../../tasks/MtaStsGateV1/evidence/site";
import type { SiteFolder } from "../../tasks/MtaStsGateV1/evidence/site-folder";
import type { Observation } from "../../tasks/MtaStsGateV1/evidence/types";
import { removedAfterEach } from "../support/after-each";
import { makeRepository, type Texts } from "../support/inputs";

const POLICY = "home/.well-known/mta-sts.txt";
const CONFIG = "staticwebapp.config.json";

describe("openSites", () => {
  const kept = removedAfterEach();
  const repository = (files: Texts) => kept(makeRepository(files)).root;
  const look = (
    repositoryRoot: string,
    options: Partial<Parameters<typeof openSites>[0]> = { siteRoot: "home" },
    domain = "contoso.com",
  ): Observation<SiteFolder> => openSites({ stage: "lint", repositoryRoot, ...options })(domain);
  const found = (...asked: Parameters<typeof look>): SiteFolder => {
    const site = look(...asked);
    assert.ok(site.status === "found", JSON.stringify(site));
    return site.value;
  };
  const textOf = ({ bytesBase64 }: { readonly bytesBase64: string }) =>
    Buffer.from(bytesBase64, "base64").toString();

  it("keeps names that say something, as they are spelled", () => {
    const root = repository({
      "home/Index.html": "",
      "home/MTA-STS.txt": "",
      "home/style.css": "",
      "home/host.json": "{}",
      "home/.Well-Known/mta-sts.txt.txt": "",
      "home/.Well-Known/security.txt": "",
      "home/well-known/mta-sts": "",
      "home/images/index.html": "",
    });
    const { names, wellKnown, ...rest } = found(root);
    assert.deepEqual(names, [
      "Index.html",
      "MTA-STS.txt",
      "host.json",
      ".Well-Known/",
      "well-known/",
    ]);
    assert.deepEqual(wellKnown, [
      { folder: ".Well-Known", names: ["mta-sts.txt.txt"] },
      { folder: "well-known", names: ["mta-sts"] },
    ]);
    assert.deepEqual(rest, {
      root: "home",
      configs: [],
      named: [],
      texts: [],
      copies: [],
      buildFiles: [],
      deployers: [],
    });
  });

  it("is plain JSON", () => {
    const site = look(
      repository({ [POLICY]: "", [`home/${CONFIG}`]: "{}", "home/routes.json": "{}" }),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(site)), site);
  });

  it("keeps configurations in the site, below it and above it, whatever slip their name has", () => {
    const root = repository({
      [`home/${CONFIG}`]: "{}",
      "home/deep/er/staticwebapps.config.json": "1",
      [CONFIG]: "2",
      [`other/${CONFIG}`]: "3",
      "home/staticwebapp.config.prod.json": "4",
      "home/swa-cli.config.json": "5",
    });
    assert.deepEqual(
      found(root).configs.map((file) => [file.path, textOf(file)]),
      [
        ["home/deep/er/staticwebapps.config.json", "1"],
        [`home/${CONFIG}`, "{}"],
        [CONFIG, "2"],
      ],
    );
  });

  it("keeps the start of a large configuration and its whole size", () => {
    const root = repository({ [`home/${CONFIG}`]: "x".repeat(100_000) });
    const [config] = found(root).configs;
    assert.deepEqual([config?.octets, config && textOf(config).length], [100_000, 65_536]);
  });

  it("keeps which files of the site a configuration names, and the texts among them", () => {
    const root = repository({
      [`home/${CONFIG}`]:
        '{"a": "/index.html", "b": "policy.txt", "c": "/pages/", "d": "/gone.txt", "e": "/../secret.txt"}',
      "home/index.html": "",
      "home/policy.txt": "version: STSv1",
      "home/pages/index.html": "",
      "secret.txt": "",
    });
    const { named, texts } = found(root);
    assert.deepEqual(named, ["/index.html", "/policy.txt", "/pages/index.html"]);
    assert.deepEqual(
      texts.map((file) => [file.path, textOf(file)]),
      [["home/policy.txt", "version: STSv1"]],
    );
  });

  it("keeps other policies, but not those of other domains", () => {
    const root = repository({
      [POLICY]: "a",
      "mta-sts.txt": "b",
      "public/.well-known/mta-sts.txt": "c",
      "node_modules/x/mta-sts.txt": "d",
      "sites/contoso.com/.well-known/mta-sts.txt": "e",
    });
    assert.deepEqual(
      found(root, { siteRoot: "home", policyFile: POLICY }).copies.map(({ path }) => path),
      [
        "mta-sts.txt",
        "public/.well-known/mta-sts.txt",
        "sites/contoso.com/.well-known/mta-sts.txt",
      ],
    );
    const perDomain = { policyFile: "sites/{domain}/.well-known/mta-sts.txt" };
    const site = found(root, perDomain);
    assert.deepEqual([site.root, site.copies], ["sites/contoso.com", []]);
  });

  it("keeps files of a build in the site and above it", () => {
    const root = repository({
      "package.json": "{}",
      "web/site.csproj": "",
      "web/static/hugo.toml": "",
      "web/static/readme.md": "",
      "web/other/vite.config.ts": "",
    });
    assert.deepEqual(found(root, { siteRoot: "web/static" }).buildFiles, [
      "web/static/hugo.toml",
      "web/site.csproj",
      "package.json",
    ]);
    assert.deepEqual(found(root, { siteRoot: "." }).buildFiles, ["package.json"]);
  });

  it("keeps the telling lines of pipelines that deploy a Static Web App", () => {
    const root = repository({
      "azure-pipelines.yml": `steps:
- task: AzureStaticWebApp@0
  inputs:
    app_location: /home # the site
    azure_static_web_apps_api_token: $(token)
- script: echo hello
- script: cp page.html home/index.html
`,
      "ci/build.yaml": "steps:\n- script: npm test\n",
      ".github/workflows/swa.yml":
        "- uses: Azure/static-web-apps-deploy@v1\n  with:\r\n    skip_app_build: true\r\n",
      "home/index.html": "",
    });
    assert.deepEqual(found(root).deployers, [
      {
        path: "azure-pipelines.yml",
        lines: [
          "- task: AzureStaticWebApp@0",
          "app_location: /home # the site",
          "- script: cp page.html home/index.html",
        ],
      },
      { path: ".github/workflows/swa.yml", lines: ["skip_app_build: true"] },
    ]);
  });

  it("keeps no secret", () => {
    const root = repository({
      [`home/${CONFIG}`]:
        '{ "forwardingGateway": { "requiredHeaders": { "X-Api-Key": "s3cr3t" } }, "x": "/a" }',
      "azure-pipelines.yml": `- task: AzureStaticWebApp@0
- script: swa deploy home --deployment-token s3cr3t && echo mta-sts > home/index.html
`,
    });
    const site = found(root);
    const text = JSON.stringify({ ...site, configs: site.configs.map(textOf) });
    assert.ok(text.includes("X-Api-Key") && text.includes("home/index.html"));
    assert.ok(!text.includes("s3cr3t"));
  });

  it("finds the site around the policy where siteRoot is empty", () => {
    const root = repository({
      "a/well-known/MTA-STS.TXT": "",
      "b/mta-sts.txt": "",
      "b/index.html": "",
      "c/mta-sts.txt": "",
      "d/.well-known/contoso.txt": "",
      "mta-sts.txt": "",
      [CONFIG]: "{}",
    });
    const rootFor = (policyFile: string) => {
      const site = look(root, { policyFile });
      return site.status === "found" ? site.value.root : site.status;
    };
    assert.equal(rootFor("a/well-known/MTA-STS.TXT"), "a");
    assert.equal(rootFor("a/.well-known/mta-sts.txt"), "a");
    assert.equal(rootFor("b/mta-sts.txt"), "b");
    assert.equal(rootFor("mta-sts.txt"), ".");
    assert.equal(rootFor("c/mta-sts.txt"), "skipped");
    assert.equal(rootFor("d/.well-known/contoso.txt"), "skipped");
    assert.equal(look(root, {}).status, "skipped");
  });

  it("looks at a site for each domain, and at no site in monitor", () => {
    const root = repository({ "sites/contoso.com/index.html": "" });
    const site = openSites({ stage: "lint", repositoryRoot: root, siteRoot: "sites/{domain}" });
    assert.equal(site("contoso.com").status, "found");
    assert.deepEqual(site("fabrikam.com"), {
      status: "absent",
      code: "ENOENT",
      detail: "sites/fabrikam.com does not exist",
    });
    assert.equal(look(root, { siteRoot: "sites", stage: "monitor" }).status, "skipped");
  });

  it("follows links inside the repository and none out of it", () => {
    const outside = repository({ "index.html": "", ".well-known/mta-sts.txt": "secret" });
    const root = repository({ "real/.well-known/mta-sts.txt": "", "home/a.txt": "" });
    symlinkSync(join(root, "real/.well-known"), join(root, "home/.well-known"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, ".well-known"), join(root, "home/well-known"));
    writeFileSync(join(root, "home", CONFIG), '{"x": "/b.txt"}');
    symlinkSync(join(outside, ".well-known/mta-sts.txt"), join(root, "home/b.txt"));
    const { names, wellKnown, named } = found(root);
    assert.deepEqual(names, [".well-known/"]);
    assert.deepEqual(wellKnown, [{ folder: ".well-known", names: ["mta-sts.txt"] }]);
    assert.deepEqual(named, []);
    const site = look(root, { siteRoot: "out" });
    assert.equal(site.status === "failed" && site.error.code, "OUTSIDE_REPOSITORY");
  });

  it("says that a folder is none, and that it could not be read", () => {
    const root = repository({ home: "a file" });
    assert.equal(look(root).status, "absent");
    const site = look(root, { siteRoot: "x".repeat(300) });
    assert.equal(site.status === "failed" && site.error.code, "ENAMETOOLONG");
  });
});
