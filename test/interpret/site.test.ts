// The folder that is deployed: which hosting it has, which configuration takes effect, and which copies are copies.
import assert from "node:assert/strict";
import type { StaticWebApp } from "../../tasks/MtaStsGateV1/deployment/site";
import type { Deployer, SiteFolder } from "../../tasks/MtaStsGateV1/evidence/site-folder";
import type { Evidence, RepositoryFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { isCopyOf } from "../../tasks/MtaStsGateV1/interpret/policy-copies";
import { readSite } from "../../tasks/MtaStsGateV1/interpret/site";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { answer, healthyEvidence, healthyOptions } from "../support/healthy";

const CONFIG = "staticwebapp.config.json";

function file(path: string, text = "{}"): RepositoryFile {
  const octets = Buffer.from(text);
  return { path, octets: octets.length, bytesBase64: octets.toString("base64") };
}

function read(
  folder: Partial<SiteFolder>,
  more: { readonly options?: Partial<Options>; readonly evidence?: Partial<Evidence> } = {},
) {
  const healthy = healthyEvidence();
  assert.ok(healthy.site.status === "found");
  const value = { ...healthy.site.value, ...folder };
  const evidence = { ...healthy, site: { status: "found" as const, value }, ...more.evidence };
  const { site, staticWebApp } = readSite(evidence, healthyOptions("preDeploy", more.options));
  return {
    site: site.status === "found" ? site.value : undefined,
    app: staticWebApp.status === "found" ? staticWebApp.value : undefined,
    skipped: staticWebApp.status === "skipped" ? staticWebApp.reason : undefined,
  };
}

const pipeline = (...lines: readonly string[]): readonly Deployer[] => [
  { path: "azure-pipelines.yml", lines },
];

/** The configuration in effect and those without, each with its reason. */
function configsOf(app: StaticWebApp | undefined) {
  return {
    config: app?.config?.path,
    strays: app?.strayConfigs.map(({ path, reason }) => `${path}: ${reason}`),
  };
}

describe("readSite", () => {
  describe("the hosting", () => {
    it("is unknown where nothing tells, and then nothing of Static Web Apps is judged", () => {
      const { site, skipped } = read({});
      assert.equal(site?.hasPolicy, true);
      assert.match(skipped ?? "", /nothing says/);
    });

    it("is known from a configuration, a slip of its name, a pipeline, an address or an alias", () => {
      const sign = (...asked: Parameters<typeof read>) => read(...asked).app?.sign;
      assert.equal(sign({ configs: [file(`home/${CONFIG}`)] }), `home/${CONFIG}`);
      assert.equal(
        sign({ configs: [file("home/staticwebapps.config.json")] }),
        "home/staticwebapps.config.json",
      );
      assert.equal(sign({ deployers: pipeline("app_location: home") }), "azure-pipelines.yml");
      assert.equal(sign({ deployers: pipeline("app_location: other") }), undefined);
      const deployedUrl = "https://gentle-sea-0123.azurestaticapps.net";
      assert.equal(sign({}, { options: { deployedUrl } }), "deployedUrl");
      assert.equal(sign({}, { options: { deployedUrl: "https://contoso.github.io" } }), undefined);
      const alias = (target: string): { readonly evidence: Partial<Evidence> } => {
        const { policyHost } = healthyEvidence();
        const chain = [{ owner: "mta-sts.contoso.com", target, ttl: 300 }];
        const value = { ...answer(["192.0.2.10"]), chain };
        const a = { ...policyHost.a, resolver: { status: "found" as const, value } };
        return { evidence: { policyHost: { ...policyHost, a } } };
      };
      const name = "gentle-sea-0123.2.azurestaticapps.net";
      assert.equal(sign({}, alias(name)), name);
      assert.equal(sign({}, alias("contoso.azurefd.net")), undefined);
      assert.equal(sign({}, alias("azurestaticapps.net.example")), undefined);
      const configs = [file(`home/${CONFIG}`)];
      assert.equal(read({ configs }, alias(name)).app?.isFronted, false);
      assert.equal(read({ configs }, alias("contoso.azurefd.net")).app?.isFronted, true);
      assert.equal(read({ configs }).app?.isFronted, true);
    });

    it("is Azure Functions beside host.json", () => {
      const { site, skipped } = read({ names: ["host.json"], configs: [file(`home/${CONFIG}`)] });
      assert.equal(site, undefined);
      assert.match(skipped ?? "", /Azure Functions/);
    });

    it("stays apart from what was not seen", () => {
      const failed = { status: "failed" as const, error: { code: "EACCES", message: "no" } };
      const both = readSite({ ...healthyEvidence(), site: failed }, healthyOptions("lint"));
      assert.deepEqual(both, { site: failed, staticWebApp: failed });
    });
  });

  describe("the configuration in effect", () => {
    const inRoot = file(`home/${CONFIG}`);
    const below = file(`home/deep/${CONFIG}`);
    const above = file(CONFIG);

    it("is the one nearest to the root of the site", () => {
      assert.equal(configsOf(read({ configs: [below, inRoot, above] }).app).config, inRoot.path);
      assert.equal(configsOf(read({ configs: [above, below] }).app).config, below.path);
    });

    it("is where the pipeline says, before all others", () => {
      const deployers = pipeline("app_location: home", "config_file_location: /");
      assert.equal(configsOf(read({ configs: [inRoot, above], deployers }).app).config, CONFIG);
    });

    it("is brought by a build from the folder that it starts in", () => {
      const built = { configs: [above], names: [".well-known/"], buildFiles: ["package.json"] };
      assert.equal(configsOf(read(built).app).config, CONFIG);
      const withPage = { ...built, names: ["index.html", ".well-known/"] };
      assert.equal(read(withPage).app, undefined);
      const part = pipeline("app_location: /", "output_location: dist");
      assert.equal(configsOf(read({ ...withPage, deployers: part }).app).config, CONFIG);
    });

    it("is none that lies above or is called otherwise", () => {
      const deployers = pipeline("app_location: home");
      assert.deepEqual(configsOf(read({ configs: [above], deployers }).app), {
        config: undefined,
        strays: [`${CONFIG}: place`],
      });
      const slips = [file("home/StaticWebApp.config.json"), file("staticwebapps.config.json")];
      assert.deepEqual(configsOf(read({ configs: slips, deployers }).app), {
        config: undefined,
        strays: ["home/StaticWebApp.config.json: name"],
      });
      assert.deepEqual(configsOf(read({ configs: [inRoot, above], deployers }).app).strays, []);
    });

    it("is not read where it is too large", () => {
      const routes = '{"routes":[{"route":"/*","redirect":"/"}]}';
      const large = file(inRoot.path, routes + " ".repeat(20_480));
      const { app } = read({ configs: [large] });
      assert.equal(app?.policyAnswer.cause.kind, "file");
      const { app: small } = read({ configs: [file(inRoot.path, routes)] });
      assert.equal(small?.policyAnswer.cause.kind, "redirect");
    });
  });

  describe("what is uploaded", () => {
    const madeBy = (folder: Partial<SiteFolder>) => read(folder).site?.madeBy;

    it("is the folder as it lies, unless something tells of another", () => {
      assert.equal(madeBy({}), undefined);
      assert.equal(madeBy({ deployers: pipeline("app_location: home") }), undefined);
      assert.equal(
        madeBy({ deployers: pipeline("app_location: home"), buildFiles: ["package.json"] }),
        undefined,
      );
      assert.equal(
        madeBy({
          deployers: pipeline("app_location: home", "skip_app_build: true"),
          buildFiles: ["home/package.json"],
        }),
        undefined,
      );
    });

    it("may be what a build makes of it", () => {
      assert.equal(madeBy({ buildFiles: ["package.json"] }), "package.json tells of a build");
      assert.equal(
        madeBy({ deployers: pipeline("app_location: home"), buildFiles: ["home/package.json"] }),
        "home/package.json tells of a build",
      );
    });

    it("may be what a pipeline makes or uploads", () => {
      const by = (...lines: readonly string[]) => madeBy({ deployers: pipeline(...lines) });
      assert.match(
        by("app_location: home", "cp page home/index.html") ?? "",
        /^azure-pipelines.yml makes/,
      );
      assert.match(by("app_location: /") ?? "", /uploads another folder/);
      assert.match(by("app_location: home", "output_location: dist") ?? "", /another folder/);
      assert.match(by("app_location: $(location)") ?? "", /a variable/);
    });
  });

  describe("rules of the old form", () => {
    const legacy = (text: string) =>
      read({ routes: file("home/routes.json", text), configs: [file(`home/${CONFIG}`)] }).app
        ?.legacyRoutes;

    it("are told from other files of that name", () => {
      assert.equal(legacy('{"routes": [{"route": "/*", "serve": "/"}]}'), "home/routes.json");
      for (const text of [
        '{"routes": []}',
        '{"routes": {"route": "/"}}',
        '[{"route": "/"}]',
        '{"routes": [{"path": "/"}]}',
        "routes",
      ]) {
        assert.equal(legacy(text), undefined, text);
      }
    });
  });
});

describe("isCopyOf", () => {
  const own = "home/.well-known/mta-sts.txt";
  it("knows one policy in folders of a layout", () => {
    for (const path of [
      "mta-sts.txt",
      ".well-known/mta-sts.txt",
      "public/.well-known/mta-sts.txt",
      "frontend/Public/well-known/mta-sts.txt",
      "src/static/mta-sts.txt",
    ]) {
      assert.equal(isCopyOf(path, own), true, path);
    }
  });

  it("leaves policies of others alone", () => {
    for (const path of [
      "fabrikam.com/.well-known/mta-sts.txt",
      "sites/contoso/.well-known/mta-sts.txt",
      "samples/mta-sts.txt",
      "test/fixtures/mta-sts.txt",
    ]) {
      assert.equal(isCopyOf(path, own), false, path);
    }
    assert.equal(isCopyOf("sites/a/mta-sts.txt", "sites/b/mta-sts.txt"), false);
    assert.equal(isCopyOf("sites/a/public/mta-sts.txt", "sites/a/mta-sts.txt"), true);
  });
});
