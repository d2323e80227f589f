// Task inputs from literals, and repositories in the system's temp folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type InputSource, readInputs } from "../../tasks/MtaStsGateV1/inputs";
import type { Options } from "../../tasks/MtaStsGateV1/options";

export type Texts = { readonly [name: string]: string };

export const KNOWN_CHECKS = ["mx-not-covered", "policy-max-age-short", "record-missing"];

export function sourceOf(inputs: Texts, variables: Texts = {}): InputSource {
  return {
    input: (name) => inputs[name] ?? "",
    variable: (name) => variables[name] ?? "",
    knownChecks: KNOWN_CHECKS,
  };
}

/** The options, or the sentence. */
export function outcome(inputs: Texts, variables: Texts = {}): Options | string {
  const reading = readInputs(sourceOf(inputs, variables));
  return reading.ok ? reading.options : reading.message;
}

/** Options of inputs that must be good; `monitor` needs no file. */
export function optionsOf(inputs: Texts, variables: Texts = {}): Options {
  const options = outcome({ stage: "monitor", domain: "contoso.com", ...inputs }, variables);
  if (typeof options === "string") throw new Error(options);
  return options;
}

/** Reads inputs in a repository whose root is known when a test runs: as an outcome, and as options that must be good. */
export function readingIn(root: () => string) {
  const read = (inputs: Texts): Options | string =>
    outcome({ domain: "contoso.com", ...inputs }, { "Build.SourcesDirectory": root() });
  const options = (inputs: Texts): Options => {
    const result = read(inputs);
    if (typeof result === "string") throw new Error(result);
    return result;
  };
  return { read, options };
}

/** The sentence of inputs that must be bad. */
export function sentenceOf(inputs: Texts, variables: Texts = {}): string {
  const sentence = outcome({ stage: "monitor", domain: "contoso.com", ...inputs }, variables);
  if (typeof sentence !== "string") throw new Error(`accepted: ${JSON.stringify(inputs)}`);
  return sentence;
}

/** A folder with the files given by path and text. */
export function makeRepository(files: Texts = {}): { root: string; remove: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mta-sts-gate-test-")));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
