// task.json and the version: what pipelines rely on, and what the build refuses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PUBLIC } from "../scripts/editions";
import { readManifests } from "../scripts/manifests";
import { TASK_FILES } from "../scripts/package-files";
import { type TaskJson, taskJsonProblems } from "../scripts/task-json";
import { taskVersion, type VersionPlaces, versionProblems } from "../scripts/versions";

const ROOT = resolve(__dirname, "..");
const realTask = (): TaskJson => readManifests(ROOT, PUBLIC).task;

describe("task.json", () => {
  // What pipelines rely on: a name or a default that changes breaks them.
  const inputs: readonly (readonly [name: string, type: string, byDefault: string])[] = [
    ["stage", "pickList auto lint pullRequest preDeploy postDeploy monitor", "auto"],
    ["domain", "multiLine", ""],
    ["policyFile", "string", ""],
    ["siteRoot", "string", ""],
    ["expectedId", "string", ""],
    ["recordFile", "string", ""],
    ["idScheme", "pickList auto explicit contentHash timestamp", "auto"],
    ["previousId", "string", ""],
    ["idUpdate", "pickList manual pipeline", "manual"],
    ["plannedMx", "multiLine", ""],
    ["checkSmtp", "pickList auto always never", "auto"],
    ["timeoutSeconds", "string", "60"],
    ["waitMinutes", "string", "5"],
    ["deployedUrl", "string", ""],
    ["dnsServers", "string", ""],
    ["connectTo", "multiLine", ""],
    ["trustAnchors", "string", ""],
    ["failOn", "pickList error warning never", "error"],
    ["liveFaults", "pickList fail warn", "fail"],
    ["unverified", "pickList auto fail warn", "auto"],
    ["ignoreChecks", "multiLine", ""],
    ["reportFolder", "string", ""],
    ["publishSummary", "boolean", "true"],
    ["publishTestResults", "boolean", "true"],
    ["publishSarif", "boolean", "false"],
  ];

  it("has the inputs that pipelines rely on", () => {
    const actual = realTask().inputs.map(({ name, type, options, defaultValue }) => [
      name,
      [type, ...Object.keys(options ?? {})].join(" "),
      String(defaultValue),
    ]);
    assert.deepEqual(actual, inputs);
    assert.deepEqual(realTask().inputs.find(({ name }) => name === "siteRoot")?.aliases, [
      "appLocation",
    ]);
  });

  it("keeps the rules", () => {
    assert.deepEqual(taskJsonProblems(realTask(), TASK_FILES), []);
  });

  const broken: readonly (readonly [path: string, value: unknown, problem: RegExp])[] = [
    ["helpUri", "x", /top level must NOT have additional properties \(helpUri\)/],
    ["id", "1847a97e", /^id must match pattern/],
    ["name", "Mta Sts", /^name must match pattern/],
    ["friendlyName", "x".repeat(41), /^friendlyName must NOT have more than 40 characters/],
    ["friendlyName", undefined, /required property 'friendlyName'/],
    ["instanceNameFormat", undefined, /required property 'instanceNameFormat'/],
    ["minimumAgentVersion", "3", /^minimumAgentVersion must match pattern/],
    ["version.Patch", undefined, /^version must have required property 'Patch'/],
    ["version.Patch", "0", /^version.Patch must be integer/],
    ["visibility.0", "Everywhere", /^visibility.0 must be equal to one of/],
    ["groups.0.title", "x", /^groups.0 must NOT have additional properties \(title\)/],
    ["inputs.0.name", "my_stage", /^inputs.0.name must match pattern/],
    ["inputs.0.label", undefined, /^inputs.0 must have required property 'label'/],
    ["inputs.0.aliases", ["a-b"], /^inputs.0.aliases.0 must match pattern/],
    ["inputs.1.name", "STAGE", /two inputs or aliases are called STAGE/],
    ["inputs.2.type", "filePath", /^inputs.2.type must be equal to one of the allowed values/],
    ["inputs.2.type", "secureFile", /^inputs.2.type must be equal to one of the allowed values/],
    ["inputs.2.type", "connectedService:x", /^inputs.2.type must be equal to one of/],
    ["inputs.2.groupName", "nowhere", /policyFile is in the group nowhere, which does not exist/],
    ["inputs.0.options", undefined, /stage is a pickList without options/],
    ["inputs.2.options", { a: "A", b: "B" }, /policyFile has options but is no pickList/],
    ["inputs.0.defaultValue", "never", /stage has the default never, which is none of auto, lint/],
    ["inputs.22.defaultValue", "yes", /publishSummary has the default yes, which is none of true/],
    ["inputs.2.visibleRule", "stage is lint", /^inputs.2.visibleRule must match pattern/],
    ["inputs.2.visibleRule", "stage = deploy", /visibleRule of policyFile asks "stage = deploy"/],
    ["groups.0.visibleRule", "phase = lint", /visibleRule of update asks "phase = lint"/],
    ["execution.Node24_1", { target: "launcher.js" }, /^execution must NOT .* \(Node24_1\)/],
    ["execution.Node16", { target: "launcher.js" }, /^execution must NOT .* \(Node16\)/],
    ["execution.Node20_1", undefined, /^execution must have required property 'Node20_1'/],
    ["execution.Node24.target", "index.js", /Node24 has the target index.js, which does not ship/],
    ["outputVariables.0.name", "other", /output variable other is not among the settableVariables/],
    ["outputVariables.1.name", "mtaStsResult", /two output variables are called mtaStsResult/],
    ["restrictions.settableVariables.allowed.0", "PATH", /PATH is not among the outputVariables/],
    ["restrictions", undefined, /required property 'restrictions'/],
  ];
  for (const [path, value, problem] of broken) {
    it(`is refused with ${path} = ${JSON.stringify(value) ?? "nothing"}`, () => {
      const problems = taskJsonProblems(changed(realTask(), path.split("."), value), TASK_FILES);
      assert.match(problems.join("\n"), problem);
    });
  }
});

/** A copy of a JSON value with another value at a path; undefined takes the key away. */
function changed(json: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const copy: { [key: string]: unknown } = Object.assign(Array.isArray(json) ? [] : {}, json);
  copy[key] = rest.length > 0 ? changed(copy[key], rest, value) : value;
  return JSON.parse(JSON.stringify(copy));
}

describe("the version", () => {
  it("is in package.json, and stamped into what ships", () => {
    const { version, task, extension } = readManifests(ROOT, PUBLIC);
    assert.deepEqual([extension.version, task.version], [version, taskVersion(version)]);
    assert.deepEqual(taskVersion("1.20.3"), { Major: 1, Minor: 20, Patch: 3 });
    assert.match(
      readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"),
      new RegExp(`^## \\[${version}\\]`, "m"),
    );
  });

  const places: VersionPlaces = {
    version: "1.2.3",
    lock: { version: "1.2.3" },
    task: { name: "MtaStsGate" },
    extension: {},
  };
  const refused: readonly (readonly [Partial<VersionPlaces>, folder: string, string])[] = [
    [
      { version: "1.2.3-beta", lock: { version: "1.2.3-beta" } },
      "MtaStsGateV1",
      "package.json has version 1.2.3-beta, which is not three numbers",
    ],
    [
      { lock: { version: "1.2.2" } },
      "MtaStsGateV1",
      "package-lock.json has version 1.2.2, package.json has 1.2.3: npm version writes both",
    ],
    [
      { task: { name: "MtaStsGate", version: { Major: 1, Minor: 2, Patch: 3 } } },
      "MtaStsGateV1",
      "task.json has a version of its own, which package.json alone has",
    ],
    [
      { extension: { version: "1.2.3" } },
      "MtaStsGateV1",
      "vss-extension.json has a version of its own, which package.json alone has",
    ],
    [{}, "MtaStsGateV2", "the task folder is called MtaStsGateV2 instead of MtaStsGateV1"],
  ];
  for (const [change, folder, problem] of refused) {
    it(`is refused: ${problem}`, () => {
      assert.deepEqual(versionProblems(places, "MtaStsGateV1"), []);
      assert.deepEqual(versionProblems({ ...places, ...change }, folder), [problem]);
    });
  }
});
