// Checkouts as other systems make them, from real repositories: line ends, names, links, programs in the way.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { openDeploymentFiles } from "../../tasks/MtaStsGateV1/evidence/deployment-files";
import { openGit } from "../../tasks/MtaStsGateV1/evidence/git";
import { readRepositoryFile } from "../../tasks/MtaStsGateV1/evidence/repository";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import { readInputs } from "../../tasks/MtaStsGateV1/inputs";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import type { Problem } from "../../tasks/MtaStsGateV1/report/types";
import { removedAfterEach } from "../support/after-each";
import { evidenceOf } from "../support/case";
import { commit, git, makeGitRepository, merge } from "../support/git";
import { healthyOptions } from "../support/healthy";
import { makeRepository, sourceOf } from "../support/inputs";

const PATH = "home/.well-known/mta-sts.txt";
const RECORD = "dns/contoso.com.zone";
const policy = (mode: string, maxAge = 604_800) =>
  `version: STSv1\nmode: ${mode}\nmx: contoso-com.mail.protection.outlook.com\nmax_age: ${maxAge}\n`;
const BOM = "\ufeff";

describe("a checkout on another system", function () {
  this.timeout(60_000);
  let root = "";
  const kept = removedAfterEach();
  beforeEach(() => {
    root = kept(makeGitRepository()).root;
  });

  /** A clone of what is checked out, made with settings such as `core.autocrlf=true`. */
  function checkout(...settings: readonly string[]): string {
    const { root: folder } = kept(makeRepository());
    git(root, "branch", "--force", "shared", "HEAD");
    const words = settings.flatMap((setting) => ["-c", setting]);
    git(folder, ...words, "clone", "--quiet", "--branch=shared", `file://${root}`, "s");
    return join(folder, "s");
  }

  function optionsIn(repositoryRoot: string, stage: Stage, more: Partial<Options> = {}): Options {
    return healthyOptions(stage, {
      repositoryRoot,
      recordFile: RECORD,
      targetBranch: "main",
      ...more,
    });
  }

  async function look(options: Options, served: string): Promise<Evidence> {
    const { repositoryRoot, policyFile = "", recordFile = "" } = options;
    const eyes = openGit(options);
    return {
      ...evidenceOf(served, { stage: options.stage, txt: ["v=STSv1; id=20260101000000Z;"] }),
      ...openDeploymentFiles(options)("contoso.com"),
      policyFile: readRepositoryFile(repositoryRoot, policyFile),
      recordFile: readRepositoryFile(repositoryRoot, recordFile),
      history: await eyes.history(policyFile),
      targetBranch:
        options.stage === "pullRequest"
          ? await eyes.targetBranch(policyFile, recordFile)
          : { status: "skipped", reason: "no pull request" },
    };
  }

  async function problemsIn(
    folder: string,
    stage: Stage,
    more: Partial<Options> = {},
  ): Promise<readonly Problem[]> {
    const options = optionsIn(folder, stage, more);
    return concludeDomain(await look(options, policy("testing")), options, knowledge).report
      .problems;
  }

  const bytesOf = (folder: string, path: string) => {
    const file = readRepositoryFile(folder, path);
    assert.equal(file.status, "found");
    return file.status === "found" ? Buffer.from(file.value.bytesBase64, "base64").toString() : "";
  };

  describe("with the line ends of Windows", () => {
    const FAULTY = {
      [PATH]: policy("testing", 3600),
      [RECORD]: '; the zone\n$ORIGIN contoso.com.\n_mta-sts IN TXT "v=STSv1; id=20260101000000Z"\n',
      "home/index.html": "<p>\n",
      "home/staticwebapp.config.json":
        '{\n  "routes": [\n    { "route": "/.well-known/mta-sts.txt",\n      "redirect": "/x" }\n  ]\n}\n',
      "api/host.json":
        '{\n  "version": "2.0",\n  "extensions": {\n    "http": { "routePrefix": "api" }\n  }\n}\n',
      "api/app.js":
        'app.http("p", {\n  authLevel: "function",\n  route: ".well-known/mta-sts.txt",\n  handler: () => `version: STSv1\nmode: enforced\nmx: mx.contoso.com\nmax_age: 604800\n`,\n});\n',
      "azure-pipelines.yml":
        "trigger: [main]\npr: none\nsteps:\n- checkout: self\n\n- task: AzureStaticWebApp@0\n  inputs:\n    app_location: /home\n",
    };

    for (const [how, settings, attributes] of [
      ["core.autocrlf", ["core.autocrlf=true"], undefined],
      [".gitattributes", [], "* text=auto eol=crlf\n"],
    ] as const) {
      it(`by ${how} gives the same problems in the same lines`, async () => {
        const files = attributes === undefined ? {} : { ".gitattributes": attributes };
        commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing"), ...files });
        git(root, "checkout", "--quiet", "-b", "change");
        commit(root, "2026-02-01T00:00:00Z", FAULTY);
        git(root, "checkout", "--quiet", "--detach", "main");
        merge(root, "2026-02-02T00:00:00Z", "change");
        const unix = checkout();
        if (attributes !== undefined) {
          writeFileSync(join(unix, ".git/info/attributes"), "* -text\n");
          unlinkSync(join(unix, ".git/index"));
          git(unix, "reset", "--quiet", "--hard");
        }
        const windows = checkout(...settings);
        for (const path of Object.keys(FAULTY)) {
          assert.doesNotMatch(bytesOf(unix, path), /\r/, path);
          assert.match(bytesOf(windows, path), /\r\n/, path);
          assert.equal(bytesOf(windows, path).replaceAll("\r\n", "\n"), bytesOf(unix, path));
        }
        for (const stage of ["pullRequest", "preDeploy"] as const) {
          const inCode = { policyFile: "api/app.js", siteRoot: "api" };
          const both = async (folder: string) => [
            ...(await problemsIn(folder, stage)),
            ...(await problemsIn(folder, stage, inCode)),
          ];
          const expected = await both(unix);
          assert.deepEqual(await both(windows), expected);
          const named = expected.map(({ check, file, line }) => `${check} ${file}:${line}`);
          for (const place of [
            `policy-max-age-short ${PATH}:4`,
            "site-route-redirect home/staticwebapp.config.json:4",
            "functions-route-prefix api/host.json:4",
            "functions-auth-level api/app.js:2",
            "policy-mode-value api/app.js:5",
            "pipeline-ungated-deploy azure-pipelines.yml:6",
            `id-not-moved ${RECORD}:3`,
          ]) {
            assert.ok(named.includes(place), `${place} in ${stage}: ${named.join(", ")}`);
          }
        }
      });
    }

    it("changes no meaning: neither the history nor the target branch differs from it", async () => {
      const first = commit(root, "2026-01-01T00:00:00Z", {
        [PATH]: policy("testing"),
        [RECORD]: '_mta-sts TXT "v=STSv1; id=20260101000000Z"\n',
      });
      git(root, "checkout", "--quiet", "-b", "change");
      commit(root, "2026-02-01T00:00:00Z", { "README.md": "x\n" });
      git(root, "checkout", "--quiet", "--detach", "main");
      merge(root, "2026-02-02T00:00:00Z", "change");
      const folder = checkout("core.autocrlf=true");
      assert.match(bytesOf(folder, PATH), /\r\n/);
      const options = optionsIn(folder, "pullRequest");
      const { deployment, report } = concludeDomain(
        await look(options, policy("testing")),
        options,
        knowledge,
      );
      assert.equal(deployment.changedInPullRequest, false);
      assert.equal(deployment.policyChanged, false);
      const past = deployment.history.status === "found" ? deployment.history.value : undefined;
      assert.equal(past?.lastChange?.commit, first);
      assert.deepEqual(
        report.problems.filter(({ severity }) => severity !== "note").map(({ check }) => check),
        [],
      );
    });

    it("and a byte order mark in the files beside the policy change no verdict", async () => {
      const before = { [PATH]: policy("testing") };
      commit(root, "2026-01-01T00:00:00Z", { ...before, ...FAULTY });
      const plain = await problemsIn(checkout("core.autocrlf=true"), "preDeploy");
      const marked = Object.entries(FAULTY).map(([path, text]) => [
        path,
        path === PATH || path === "home/index.html" ? text : BOM + text,
      ]);
      commit(root, "2026-01-02T00:00:00Z", Object.fromEntries(marked));
      const places = (problems: readonly Problem[]) =>
        problems.map(({ severity, check, file, line }) => [severity, check, file, line].join(" "));
      assert.deepEqual(
        places(await problemsIn(checkout("core.autocrlf=true"), "preDeploy")),
        places(plain),
      );
    });
  });

  it("keeps one of two names that differ in case only, which git's index tells", async () => {
    commit(root, "2026-01-01T00:00:00Z", {
      [PATH]: policy("testing"),
      "home/.well-known/MTA-STS.txt": policy("none"),
      "home/.Well-Known/mta-sts.txt": policy("none"),
      "home/.well-known/mta-sts.txt.bak": "",
    });
    const folder = checkout();
    unlinkSync(join(folder, "home/.well-known/MTA-STS.txt"));
    unlinkSync(join(folder, "home/.Well-Known/mta-sts.txt"));
    const doubles = ["home/.Well-Known/mta-sts.txt", "home/.well-known/MTA-STS.txt"];
    const history = await openGit({ repositoryRoot: folder }).history(PATH);
    assert.deepEqual(history.status === "found" && history.value.doubles, doubles);
    const problems = await problemsIn(folder, "preDeploy");
    assert.deepEqual(
      problems.filter(({ check }) => check === "policy-file-double").map(({ file }) => file),
      doubles,
    );
    const above = await openGit({ repositoryRoot: join(folder, "..") }).history(`s/${PATH}`);
    assert.deepEqual(
      above.status === "found" && above.value.doubles,
      doubles.map((path) => `s/${path}`),
    );
    const other = await openGit({ repositoryRoot: folder }).history("home/README.md");
    assert.ok(other.status === "found" && !("doubles" in other.value));
  });

  it("has two names that differ in case only where the system keeps them apart", async () => {
    commit(root, "2026-01-01T00:00:00Z", {
      [PATH]: policy("testing"),
      "home/.well-known/MTA-STS.txt": policy("none"),
    });
    const problems = await problemsIn(root, "lint");
    assert.deepEqual(
      problems.map(({ severity, check, file }) => `${severity} ${check} ${file}`),
      ["warning policy-file-double home/.well-known/MTA-STS.txt"],
    );
  });

  it("without symbolic links has a path in place of the policy, and says so", async () => {
    mkdirSync(join(root, "home/.well-known"), { recursive: true });
    symlinkSync("../../policies/contoso.txt", join(root, PATH));
    commit(root, "2026-01-01T00:00:00Z", { "policies/contoso.txt": policy("testing") });
    const linked = await problemsIn(checkout(), "lint");
    assert.deepEqual(linked, []);
    const folder = checkout("core.symlinks=false");
    assert.equal(bytesOf(folder, PATH), "../../policies/contoso.txt");
    const [problem] = await problemsIn(folder, "lint");
    assert.equal(problem?.check, "policy-not-a-policy");
    assert.match(
      problem?.message ?? "",
      /the text is "\.\.\/\.\.\/policies\/contoso\.txt", as a symbolic link is checked out without core\.symlinks/,
    );
    assert.match(problem?.fix ?? "", /^Commit the policy itself in place of the link/);
  });

  it("is found where Windows writes the folder of the sources", () => {
    commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
    const reading = readInputs(
      sourceOf(
        { domain: "contoso.com", policyFile: PATH.replaceAll("/", "\\"), siteRoot: "\\home\\" },
        { "Build.SourcesDirectory": `${root}/` },
      ),
    );
    assert.ok(reading.ok);
    assert.deepEqual([reading.options.policyFile, reading.options.siteRoot], [PATH, "home"]);
  });

  it("starts no program that lies in the repository", async () => {
    commit(root, "2026-01-01T00:00:00Z", { [PATH]: policy("testing") });
    const trap = join(root, "git");
    writeFileSync(trap, "#!/bin/sh\necho started > started\nexit 1\n");
    chmodSync(trap, 0o755);
    const saved = process.env.PATH;
    process.env.PATH = `.${delimiter}${saved}`;
    try {
      const history = await openGit({ repositoryRoot: root }).history(PATH);
      assert.equal(history.status, "found");
    } finally {
      process.env.PATH = saved;
    }
    assert.equal(readRepositoryFile(root, "started").status, "absent");
  });
});
