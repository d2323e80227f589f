// The example of a check on its page: what a fixture brings, in words and files, and what the gate says to it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { stringify } from "yaml";
import type { Check } from "../tasks/MtaStsGateV1/checks/check";
import { plainly } from "./example-words";
import { fenced, visible } from "./markdown";

/**
 * The example in Markdown; empty where no bad case shows anything.
 * @param folder the check's fixtures: `bad-<case>/` with `expected.txt` and `mta-sts.txt`, `case.json` or `repository/`
 */
export function exampleOf(check: Check, folder: string): readonly string[] {
  const best = badCases(folder).sort((a, b) => rank(check, a) - rank(check, b))[0];
  if (best === undefined) return [];
  const { stage = "lint", ...differs } = caseIn(best.folder);
  const inputs = [...policyIn(best.folder), ...filesIn(join(best.folder, "repository"))];
  const words = plainly(differs);
  const pieces = [
    ...inputs.flatMap(({ name, octets }) => [name, fenced(visible(octets))]),
    ...(Object.keys(words).length === 0 ? [] : ["Seen by the gate", block(words)]),
  ];
  if (pieces.length === 0) return [];
  return [`Example, in stage \`${stage}\`:`, ...pieces, "gives", fenced(visible(best.output))];
}

interface BadCase {
  readonly folder: string;
  readonly output: Buffer;
}

function badCases(folder: string): BadCase[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .filter((name) => name.startsWith("bad-"))
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, "expected.txt")))
    .map((path) => ({ folder: path, output: readFileSync(join(path, "expected.txt")) }));
}

/** Small for a case that shows the check at its own severity, and little else. */
function rank({ id, severity }: Check, { output }: BadCase): number {
  const heads: readonly string[] =
    output.toString("utf8").match(/^(?:error|warning|note) [a-z0-9-]+:/gm) ?? [];
  return (heads.includes(`${severity} ${id}:`) ? 0 : 100) + heads.length;
}

function caseIn(folder: string): { readonly stage?: string } {
  const path = join(folder, "case.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

function block(words: object): string {
  return fenced(visible(Buffer.from(stringify(words, { lineWidth: 0 }))));
}

interface Input {
  readonly name: string;
  readonly octets: Buffer;
}

function policyIn(folder: string): readonly Input[] {
  const path = join(folder, "mta-sts.txt");
  return existsSync(path) ? [{ name: "The policy file", octets: readFileSync(path) }] : [];
}

function filesIn(folder: string): readonly Input[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, octets: readFileSync(path) }))
    .map(({ path, octets }) => {
      const name = `The file \`${relative(folder, path).split(sep).join("/")}\``;
      return { name: octets.length > 0 ? name : `${name}, which is empty`, octets };
    });
}
