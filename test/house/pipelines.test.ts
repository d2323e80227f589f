// Pipelines that people paste: every one parses, and every step of ours in it has inputs that the task takes.
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { inputs as taskInputs } from "../../tasks/MtaStsGateV1/task.json";
import { assertNone } from "../support/assert-none";
import { codeBlocks } from "../support/markdown";
import { committedFiles, textOf } from "../support/sources";

interface TaskInput {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly type: string;
  readonly options?: { readonly [value: string]: string };
}

interface Yaml {
  readonly where: string;
  readonly text: string;
}

const TASK_NAME = /^MtaStsGate@\d+$/;

/** Set when the pipeline runs, not when it is read. */
const VARIABLE = /\$\(|\$\{\{|\$\[/;

const PIPELINES: readonly Yaml[] = committedFiles()
  .filter((path) => !path.startsWith("test/"))
  .flatMap((path) => {
    if (/\.ya?ml$/.test(path)) return [{ where: path, text: textOf(path) }];
    if (!path.endsWith(".md")) return [];
    return codeBlocks(textOf(path))
      .filter(({ language }) => /^ya?ml$/.test(language))
      .map(({ text, line }) => ({ where: `${path}:${line}`, text }));
  });

describe("pipelines in pages and samples", () => {
  it("are found", () => {
    for (const page of ["README.md", "overview.md"]) {
      const own = PIPELINES.filter(({ where }) => where.startsWith(`${page}:`));
      assert.ok(
        own.some(({ text }) => stepsIn(documentsOf(text)).length > 0),
        page,
      );
    }
  });

  for (const { where, text } of PIPELINES) {
    it(`parse and give the task what it takes: ${where}`, () => {
      const faults = parseAllDocuments(text).flatMap((document) =>
        [...document.errors, ...document.warnings].map((fault) => fault.message),
      );
      assertNone(faults);
      assertNone(stepsIn(documentsOf(text)).flatMap(wrongInputs));
    });
  }

  it("would be refused with an input or a value that the task does not take", () => {
    const step = (inputs: string) =>
      stepsIn(documentsOf(`- task: MtaStsGate@1\n  inputs: ${inputs}`));
    assert.deepEqual(step("{ stage: monitor, appLocation: /home }").flatMap(wrongInputs), []);
    assert.deepEqual(step("{ stage: $(stage), publishSarif: true }").flatMap(wrongInputs), []);
    assert.deepEqual(step("{ stage: deploy }").flatMap(wrongInputs), ["stage: deploy"]);
    assert.deepEqual(step("{ publishSarif: yes }").flatMap(wrongInputs), ["publishSarif: yes"]);
    assert.deepEqual(step("{ domains: a.example }").flatMap(wrongInputs), [
      "domains: no input of the task",
    ]);
  });
});

function documentsOf(text: string): unknown {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}

/** The inputs of every step of ours, wherever it stands. */
function stepsIn(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  const { task, inputs } = value as { readonly task?: unknown; readonly inputs?: unknown };
  const own = TASK_NAME.test(String(task)) ? [(inputs ?? {}) as object] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

function wrongInputs(inputs: object): readonly string[] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const input = (taskInputs as readonly TaskInput[]).find((known) =>
      [known.name, ...(known.aliases ?? [])].includes(name),
    );
    if (input === undefined) return [`${name}: no input of the task`];
    return isAllowed(input, String(value)) ? [] : [`${name}: ${value}`];
  });
}

function isAllowed({ type, options = {} }: TaskInput, value: string): boolean {
  if (VARIABLE.test(value)) return true;
  if (type === "pickList") return value in options;
  return type !== "boolean" || ["true", "false"].includes(value);
}
