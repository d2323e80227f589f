// The steps that people paste from pages and samples: the task itself takes their inputs, value for value.
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { CHECK_IDS } from "../../tasks/MtaStsGateV1/checks/check-ids";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import { readInputs } from "../../tasks/MtaStsGateV1/inputs";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { assertNone } from "../support/assert-none";
import { makeRepository, optionsOf, type Texts } from "../support/inputs";
import { codeBlocks } from "../support/markdown";
import { committedFiles, textOf } from "../support/sources";

const POLICY = "version: STSv1\nmode: testing\nmx: mx.contoso.com\nmax_age: 604800\n";
const ZONE = '_mta-sts.contoso.com. IN TXT "v=STSv1; id=20260131120000Z;"\n';

/** What stands for a value that is known only when the pipeline runs. */
const STAND_INS: Texts = {
  stage: "preDeploy",
  domain: "contoso.com",
  expectedId: "20260131120000Z",
  previousId: "20260131120000Z",
};

interface PastedStep {
  readonly where: string;
  readonly inputs: Texts;
}

const STEPS: readonly PastedStep[] = committedFiles()
  .filter((path) => !path.startsWith("test/") && /\.(md|ya?ml)$/.test(path))
  .flatMap((path) => {
    const text = textOf(path);
    const yaml = path.endsWith(".md")
      ? codeBlocks(text)
          .filter(({ language }) => language === "yaml")
          .map((block) => ({ where: `${path}:${block.line}`, text: block.text }))
      : [{ where: path, text }];
    return yaml.flatMap((piece) =>
      parseAllDocuments(piece.text)
        .flatMap((document) => stepsIn(document.toJS()))
        .map((inputs) => ({ where: piece.where, inputs })),
    );
  });

describe("steps in pages and samples", () => {
  it("are found", () => {
    for (const page of ["README.md", "README.zh-CN.md", "overview.md", "docs/troubleshooting.md"]) {
      assert.ok(
        STEPS.some(({ where }) => where.startsWith(`${page}:`)),
        page,
      );
    }
  });

  it("have inputs that the task takes", () => {
    assertNone(
      STEPS.flatMap(({ where, inputs }) => {
        const complaint = complaintOf(inputs);
        return complaint === undefined ? [] : [`${where}: ${complaint}`];
      }),
    );
  });

  it("would be refused with a value that the task does not take", () => {
    assert.match(complaintOf({ domain: "contoso.com", waitMinutes: "90" }) ?? "", /^waitMinutes /);
    assert.match(complaintOf({ domain: "", policyFile: "no/such.txt" }) ?? "", /^domain /);
    assert.equal(complaintOf({ domain: "$(domain)", recordFile: "dns/{domain}.zone" }), undefined);
  });
});

describe("the pipelines of the first pages", () => {
  for (const page of ["README.md", "README.zh-CN.md", "overview.md"]) {
    it(`pass the gate's own checks: ${page}`, async () => {
      const [pipeline] = codeBlocks(textOf(page)).filter(({ language }) => language === "yaml");
      const { root, remove } = makeRepository({
        "home/index.html": "<!doctype html><title>MTA-STS</title>\n",
        "home/.well-known/mta-sts.txt": POLICY,
        "azure-pipelines.yml": pipeline?.text ?? "",
      });
      try {
        const options = optionsOf(
          { stage: "lint", domain: "contoso.com" },
          { "Build.SourcesDirectory": root },
        );
        const [evidence] = await gather(options);
        assert.equal(evidence?.pipelines.status, "found");
        const { report } = concludeDomain(evidence, options, knowledge);
        assert.deepEqual(report.problems, []);
        assert.equal(report.seen.policyFile.mode, "testing");
      } finally {
        remove();
      }
    });
  }
});

/** The inputs of every step of ours, wherever it stands. */
function stepsIn(value: unknown): readonly Texts[] {
  if (typeof value !== "object" || value === null) return [];
  const { task, inputs } = value as { readonly task?: unknown; readonly inputs?: object };
  const own = /^MtaStsGate@/.test(String(task)) ? [textsOf(inputs ?? {})] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

function textsOf(inputs: object): Texts {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
}

/** What the task says of the inputs, in a repository that holds the files they name. */
function complaintOf(inputs: Texts): string | undefined {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, settled(name, value)]),
  );
  const { policyFile = "", recordFile = "", trustAnchors = "" } = given;
  const [domain = ""] = (given.domain ?? "").split("\n");
  const named = { [policyFile]: POLICY, [recordFile]: ZONE, [trustAnchors]: "" };
  const files = Object.entries(named).filter(([path]) => path !== "");
  const { root, remove } = makeRepository({
    ...(policyFile === "" ? { "home/.well-known/mta-sts.txt": POLICY } : {}),
    ...Object.fromEntries(files.map(([path, text]) => [path.replaceAll("{domain}", domain), text])),
  });
  try {
    const variables: Texts = { "Build.SourcesDirectory": root };
    const read = readInputs({
      input: (name) => given[name] ?? "",
      variable: (name) => variables[name] ?? "",
      knownChecks: Object.values(CHECK_IDS).flat(),
    });
    return read.ok ? undefined : read.message;
  } finally {
    remove();
  }
}

/** A value with something in the place of each variable and expression. */
function settled(name: string, value: string): string {
  const variable = /\$\([^)]*\)|\$\{\{.*?\}\}|\$\[[^\]]*\]/g;
  return value.replace(variable, STAND_INS[name] ?? "x");
}
