import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readInputs } from "../tasks/MtaStsGateV1/inputs";
import { folderForEach } from "./support/after-each";
import { makeRepository, optionsOf, outcome, sourceOf, type Texts } from "./support/inputs";

interface DeclaredInput {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: string;
  readonly options?: { readonly [word: string]: string };
}

const declared: readonly DeclaredInput[] = JSON.parse(
  readFileSync(join(__dirname, "../tasks/MtaStsGateV1/task.json"), "utf8"),
).inputs;

describe("inputs as task.json declares them", () => {
  it("are all read, once, and no other", () => {
    const names: string[] = [];
    const input = (name: string) => {
      names.push(name);
      return "";
    };
    readInputs({ ...sourceOf({}), input });
    assert.deepEqual(names.sort(), declared.map((input) => input.name).sort());
  });

  it("mean the same when they are left empty", () => {
    const defaults = Object.fromEntries(declared.map((input) => [input.name, input.defaultValue]));
    const given = { stage: "monitor", domain: "contoso.com" };
    assert.deepEqual(outcome({ ...defaults, ...given }), optionsOf(given));
  });

  it("take every word of a pick list", () => {
    for (const { name, options } of declared) {
      const needed = { domain: "contoso.com", policyFile: "package.json", expectedId: "1" };
      for (const word of Object.keys(options ?? {})) {
        const result = outcome({ ...needed, [name]: word });
        assert.equal(typeof result, "object", `${name}: ${word}: ${result}`);
      }
    }
  });

  it("are reported in their order, one at a time", () => {
    const badValue = ({ name }: DeclaredInput) =>
      name === "siteRoot" || name.endsWith("File") ? "../x" : "\u0001";
    const inputs: { [name: string]: string } = Object.fromEntries(
      declared.map((input) => [input.name, badValue(input)]),
    );
    for (const { name } of declared) {
      const sentence = outcome(inputs);
      assert.equal(typeof sentence, "string");
      assert.match(
        String(sentence),
        new RegExp(`^${name} "[^\\n]*" .+ expected(?:, probably \\S+)?$`),
      );
      inputs[name] =
        name === "domain" ? "contoso.com" : name === "policyFile" ? "package.json" : "";
    }
    assert.equal(typeof outcome(inputs), "object");
  });
});

describe("stage", () => {
  const stageOf = (stage: string, reason: string) => {
    const inputs = { stage, domain: "contoso.com", policyFile: "package.json" };
    const options = optionsOf(inputs, { "Build.Reason": reason });
    return [options.stage, options.demoted, options.unverified];
  };
  for (const [stage, reason, ...want] of [
    ["", "Manual", "preDeploy", false, "fail"],
    ["auto", "", "preDeploy", false, "fail"],
    ["auto", "PullRequest", "pullRequest", false, "warn"],
    ["auto", "Schedule", "preDeploy", false, "fail"],
    ["pullRequest", "IndividualCI", "pullRequest", false, "warn"],
    ["preDeploy", "PullRequest", "preDeploy", false, "fail"],
    ["postDeploy", "IndividualCI", "postDeploy", false, "fail"],
    ["postDeploy", "PullRequest", "pullRequest", true, "warn"],
    ["lint", "PullRequest", "lint", false, "fail"],
    ["monitor", "Schedule", "monitor", false, "fail"],
  ] as const) {
    it(`"${stage}" in a build by ${reason || "hand"}: ${want.join(", ")}`, () => {
      assert.deepEqual(stageOf(stage, reason), want);
    });
  }

  it("leaves unverified alone where it is given", () => {
    const inputs = { stage: "pullRequest", policyFile: "package.json", unverified: "fail" };
    assert.equal(optionsOf(inputs).unverified, "fail");
  });
});

describe("options", () => {
  it("are complete, plain and without what was not given", () => {
    const { root, remove } = makeRepository({ "home/.well-known/mta-sts.txt": "" });
    const options = outcome({ domain: "contoso.com" }, { "Build.SourcesDirectory": root });
    remove();
    assert.deepEqual(options, {
      stage: "preDeploy",
      demoted: false,
      domains: ["contoso.com"],
      repositoryRoot: root,
      policyFile: "home/.well-known/mta-sts.txt",
      siteRoot: "home",
      idScheme: "auto",
      idUpdate: "manual",
      plannedMx: [],
      checkSmtp: "auto",
      timeoutSeconds: 60,
      waitMinutes: 5,
      dnsServers: [],
      connectTo: [],
      failOn: "error",
      liveFaults: "fail",
      unverified: "fail",
      ignoreChecks: [],
      reportFolder: optionsOf({}).reportFolder,
      publishSummary: true,
      publishTestResults: true,
      publishSarif: false,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(options)), options);
  });

  it("take hundreds of domains", () => {
    const names = Array.from({ length: 500 }, (_, number) => `d${number}.example`);
    assert.deepEqual(optionsOf({ domain: names.join("\n") }).domains, names);
  });
});

describe("any text at all", () => {
  const folder = folderForEach();
  const PIECES = [
    ..."aZ09.-_*@:/\\[]{}$()%#,;=\"' \t\r\n\u0000\u001b\u00a0\u0085\u200b\u2028\u202e\ud800ü例",
    "##vso[task.complete result=Succeeded]",
    "https://",
    "mta-sts.",
    "{domain}",
    "../",
    "::1",
    "contoso.com",
    "$(x)",
    "xn--",
    "true",
    "60",
  ];
  // A small fixed generator: the same texts in every run.
  let seed = 8461;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const anyText = () =>
    Array.from({ length: random(12) }, () => PIECES[random(PIECES.length)]).join("");
  const good: Texts = { stage: "monitor", domain: "contoso.com" };

  it("is taken or refused in one showable sentence, and never throws", () => {
    let refused = 0;
    for (let round = 0; round < 80; round++) {
      for (const { name } of declared) {
        const source = sourceOf({ ...good, [name]: anyText() });
        const reading = readInputs(source);
        if (reading.ok) continue;
        refused++;
        assert.match(reading.message, /^[A-Za-z]+ [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u);
        assert.doesNotMatch(reading.message, /##/);
      }
    }
    assert.ok(refused > 400, `${refused} refused`);
  });

  it("may be long", () => {
    // Empty: a message may list what a repository holds, and this one holds many policies.
    const empty = { "Build.SourcesDirectory": folder.at() };
    for (const piece of [
      "a",
      "a.",
      "a/",
      "ü",
      "@",
      "://",
      "\n",
      "a\n",
      "-",
      "1",
      ",",
      "[",
      " x",
      "$(",
      "\\",
    ]) {
      const text = piece.repeat(1_000_000 / piece.length);
      for (const { name } of declared) {
        const result = outcome({ ...good, [name]: text }, empty);
        if (typeof result === "string") assert.ok(result.length < 500, `${name}: ${piece}`);
      }
    }
  }).timeout(60_000);
});
