// samples/azure-functions: both apps pass every check, and the Node.js one is called as the host calls it.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { gather } from "../tasks/MtaStsGateV1/evidence/gather";
import { readInputs } from "../tasks/MtaStsGateV1/inputs";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { embeddedPolicy } from "../tasks/MtaStsGateV1/mta-sts/embedded-policy";
import { parsePolicy } from "../tasks/MtaStsGateV1/mta-sts/policy";
import type { Options } from "../tasks/MtaStsGateV1/options";

const SAMPLES = resolve(__dirname, "../samples/azure-functions");

const APPS = [
  ["node-v4", "src/functions/mtaSts.js"],
  ["dotnet-isolated", "MtaSts.cs"],
] as const;

/** What the app registers with the host. */
interface Registration {
  readonly route: string;
  readonly handler: (request: unknown, context: unknown) => Promise<Answer>;
}

interface Answer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

describe("samples/azure-functions", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "functions-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The app as the root of a repository. */
  const repositoryOf = (name: string) => {
    cpSync(join(SAMPLES, name), folder, { recursive: true });
    return folder;
  };

  const optionsFor = (
    repositoryRoot: string,
    inputs: Readonly<Record<string, string>>,
  ): Options => {
    const read = readInputs({
      input: (name) => inputs[name] ?? "",
      variable: (name) => (name === "Build.SourcesDirectory" ? repositoryRoot : ""),
      knownChecks: [],
    });
    assert.ok(read.ok, read.ok ? "" : read.message);
    return read.options;
  };

  for (const [name, policyFile] of APPS) {
    for (const siteRoot of ["", "."]) {
      it(`${name} passes every check with siteRoot "${siteRoot}"`, async () => {
        const root = repositoryOf(name);
        const options = optionsFor(root, { stage: "lint", domain: "contoso.com", siteRoot });
        assert.equal(options.policyFile, policyFile);
        const [evidence] = await gather(options);
        assert.ok(evidence !== undefined);
        assert.equal(evidence.functions.status, "found");
        assert.equal(evidence.pipelines.status, "found");
        const { report, deployment } = concludeDomain(evidence, options, knowledge);
        assert.deepEqual(report.problems, []);
        assert.ok(deployment.functions.status === "found");
        assert.equal(deployment.functions.value.apps[0]?.functions.length, 1);
        assert.equal(report.seen.policyFile.mode, "testing");
      });
    }
  }

  it("have the same policy", () => {
    const [node, dotnet] = APPS.map(([name, path]) =>
      embeddedPolicy(path, readFileSync(join(SAMPLES, name, path), "utf8")),
    );
    assert.equal(node?.text, dotnet?.text);
  });

  it("node-v4 answers with the policy", async () => {
    const root = repositoryOf("node-v4");
    mkdirSync(join(root, "node_modules/@azure/functions"), { recursive: true });
    const host =
      "exports.seen = [];\nexports.app = { http: (...all) => exports.seen.push(all) };\n";
    writeFileSync(join(root, "node_modules/@azure/functions/index.js"), host);
    const load = createRequire(join(root, "package.json"));
    load("./src/functions/mtaSts.js");
    const { seen } = load("@azure/functions") as { seen: [string, Registration][] };
    assert.equal(seen.length, 1);
    const [, registration] = seen[0] ?? assert.fail();
    assert.equal(registration.route, ".well-known/mta-sts.txt");
    const { status = 200, headers, body } = await registration.handler({}, {});
    assert.equal(status, 200);
    assert.match(headers["Content-Type"] ?? "", /^text\/plain;/);
    assert.equal(parsePolicy(Buffer.from(body)).policy?.mode, "testing");
    const source = readFileSync(join(root, "src/functions/mtaSts.js"), "utf8");
    assert.equal(body, embeddedPolicy("mtaSts.js", source)?.text);
  });
});
