// The project's own azure-pipelines.yml: it can run, it publishes nothing but a tag, and the gate finds nothing in it.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../package.json";
import { type Release, releaseProblems } from "../scripts/release";
import { concludeDomain } from "../tasks/MtaStsGateV1/conclude";
import { gather } from "../tasks/MtaStsGateV1/evidence/gather";
import { knowledge } from "../tasks/MtaStsGateV1/knowledge";
import { holds } from "../tasks/MtaStsGateV1/pipelines/condition";
import { assertNone } from "./support/assert-none";
import { optionsOf } from "./support/inputs";
import { ROOT, textOf } from "./support/sources";

interface Step {
  readonly script?: string;
  readonly task?: string;
  readonly checkout?: string;
  readonly condition?: string;
  readonly persistCredentials?: boolean;
  readonly env?: { readonly [name: string]: string };
}

interface Job {
  readonly pool: { readonly vmImage: string };
  readonly environment?: string;
  readonly steps?: readonly Step[];
  readonly strategy?: {
    readonly matrix?: { readonly [leg: string]: { readonly image: string; readonly node: string } };
    readonly runOnce?: { readonly deploy: { readonly steps: readonly Step[] } };
  };
}

interface Stage {
  readonly stage: string;
  readonly dependsOn?: string;
  readonly condition?: string;
  readonly jobs: readonly Job[];
}

const PATH = "azure-pipelines.yml";
const STAGES: readonly Stage[] = parse(textOf(PATH)).stages;

const stepsOf = ({ steps, strategy }: Job): readonly Step[] =>
  steps ?? strategy?.runOnce?.deploy.steps ?? [];
const STEPS = STAGES.flatMap(({ jobs }) => jobs.flatMap(stepsOf));

/** A script as words. */
const wordsOf = ({ script = "" }: Step) => script.split(" ").filter((word) => word !== "");
const npmSteps = STEPS.filter((step) => wordsOf(step)[0] === "npm");

describe("azure-pipelines.yml", () => {
  it("runs nothing but commands of npm that are there, in one line, so that every system knows them", () => {
    const commands = STEPS.flatMap((step) => (step.script === undefined ? [] : [step.script]));
    assert.ok(commands.length > 10);
    assertNone(commands.filter((script) => !/^npm [\w:$()./" -]+$/.test(script)));
    const names = npmSteps.map((step) => {
      const [, command = "", name = ""] = wordsOf(step);
      return command === "run" ? name : command;
    });
    const known = ["ci", ...Object.keys(scripts)];
    assertNone(names.filter((name) => !known.includes(name)));
    for (const name of ["lint", "test", "test:thorough", "audit", "build", "start", "release"]) {
      assert.ok(names.includes(name), name);
    }
  });

  it("names files and folders that are there", () => {
    const folders = npmSteps.flatMap(({ script = "" }) => script.match(/samples\/[\w/-]+/g) ?? []);
    assert.equal(folders.length, 1);
    assertNone(folders.filter((folder) => !existsSync(join(ROOT, folder))));
  });

  it("tests on three systems, each with Node 20 and Node 24", () => {
    const legs = Object.values(STAGES[0]?.jobs[0]?.strategy?.matrix ?? {});
    const images = ["ubuntu-latest", "windows-latest", "macOS-latest"];
    assert.deepEqual(
      legs.map(({ image, node }) => `${image} ${node}`),
      images.flatMap((image) => [`${image} 20.x`, `${image} 24.x`]),
    );
  });

  it("keeps the credentials of the repository out of every job", () => {
    const checkouts = STEPS.filter(({ checkout }) => checkout !== undefined);
    assert.equal(checkouts.length, STAGES.length);
    assert.ok(checkouts.every((step) => step.persistCredentials === false));
  });

  it("packs after the tests and publishes after that, with an approval", () => {
    assert.deepEqual(
      STAGES.map(({ stage, dependsOn }) => [stage, dependsOn]),
      [
        ["test", undefined],
        ["package", "test"],
        ["publish", "package"],
      ],
    );
    assert.equal(STAGES[2]?.jobs[0]?.environment, "marketplace");
    const audit = STAGES[1]?.jobs[0]?.steps?.find(({ script }) => script === "npm run audit");
    assert.deepEqual(Object.keys(audit ?? {}), ["script", "displayName"]);
  });

  it("shows the token to one step", () => {
    const shown = STEPS.filter((step) => JSON.stringify(step).includes("marketplaceToken"));
    assert.equal(shown.length, 1);
    assert.match(shown[0]?.script ?? "", /^npm run release -- /);
    assert.deepEqual(shown[0]?.env, { MARKETPLACE_TOKEN: "$(marketplaceToken)" });
  });

  for (const [reason, branch, publishes] of [
    ["IndividualCI", "refs/tags/v1.2.3", true],
    ["IndividualCI", "refs/heads/main", false],
    ["PullRequest", "refs/pull/1/merge", false],
    ["PullRequest", "refs/tags/v1.2.3", false],
    ["Manual", "refs/heads/main", false],
  ] as const) {
    it(`publishes ${publishes ? "" : "nothing "}with ${reason} of ${branch}`, () => {
      const variables = new Map([
        ["build.reason", reason as string],
        ["build.sourcebranch", branch],
      ]);
      const build = (hasFailed: boolean) => ({
        hasFailed,
        variable: (name: string) => variables.get(name.toLowerCase()),
      });
      const condition = STAGES[2]?.condition ?? "";
      assert.equal(holds(condition, build(false)), publishes);
      assert.equal(holds(condition, build(true)), false);
    });
  }

  describe("before the gate", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "own-pipeline-"));
      cpSync(join(ROOT, "samples/static-web-app/home"), join(folder, "home"), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Ids of what the gate finds in a repository with this pipeline. */
    async function foundIn(text: string): Promise<readonly string[]> {
      writeFileSync(join(folder, PATH), text);
      const options = optionsOf(
        { stage: "lint", domain: "" },
        { "Build.SourcesDirectory": folder },
      );
      const [evidence] = await gather(options);
      assert.ok(evidence?.pipelines.status === "found");
      const { report } = concludeDomain(evidence, options, knowledge);
      return report.problems.map(({ check }) => check);
    }

    it("is good", async () => {
      assert.deepEqual(await foundIn(textOf(PATH)), []);
    });

    it("would not be good if it deployed a site unseen, or were no YAML", async () => {
      const deploys = textOf(PATH).replace(
        "- publish: dist",
        "- task: AzureStaticWebApp@0\n            inputs: { app_location: home }\n          - publish: dist",
      );
      assert.ok((await foundIn(deploys)).includes("pipeline-ungated-deploy"));
      assert.ok((await foundIn(`${textOf(PATH)}\n  - [`)).includes("pipeline-yaml"));
    });
  });
});

describe("npm run release", () => {
  const good: Release = {
    name: "a.b-1.2.3.vsix",
    version: "1.2.3",
    files: ["MtaStsGateV1", "a.b-1.2.3.vsix"],
    env: {
      BUILD_REASON: "IndividualCI",
      BUILD_SOURCEBRANCH: "refs/tags/v1.2.3",
      MARKETPLACE_TOKEN: "t",
    },
  };

  it("publishes the version that the tag names", () => {
    assert.deepEqual(releaseProblems(good), []);
  });

  for (const [change, problem] of [
    [{ env: { ...good.env, BUILD_REASON: "PullRequest" } }, "a pull request publishes nothing"],
    [
      { env: { ...good.env, BUILD_SOURCEBRANCH: "refs/tags/v1.2.4" } },
      "the build is of refs/tags/v1.2.4, not of the tag v1.2.3",
    ],
    [{ env: { MARKETPLACE_TOKEN: "t" } }, "the build is of no branch, not of the tag v1.2.3"],
    [{ files: ["a.b-1.2.2.vsix"] }, "the folder does not hold a.b-1.2.3.vsix"],
    [
      { env: { ...good.env, MARKETPLACE_TOKEN: "$(marketplaceToken)" } },
      "MARKETPLACE_TOKEN is not set",
    ],
    [{ env: { ...good.env, MARKETPLACE_TOKEN: "" } }, "MARKETPLACE_TOKEN is not set"],
  ] as const) {
    it(`is refused: ${problem}`, () => {
      assert.deepEqual(releaseProblems({ ...good, ...change }), [problem]);
    });
  }
});
