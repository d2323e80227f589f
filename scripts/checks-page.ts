// docs/checks.md: every check with its reason, its source and an example from its fixture.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Check, Citation } from "../tasks/MtaStsGateV1/checks/check";
import { sourceOf } from "../tasks/MtaStsGateV1/report/citation";
import { fenced, prose, table, visible } from "./markdown";

/**
 * The page for all checks, in their order.
 * @param fixtures folder that holds `<id>/bad-<case>/` with `mta-sts.txt` or `repository/`, and `expected.txt`
 */
export function checksPage(checks: readonly Check[], fixtures: string): string {
  return `${[
    `<!-- Made by "npm run docs" from tasks/MtaStsGateV1/checks/ and test/fixtures/. Do not edit. -->`,
    "# Checks",
    "The severity is the one that a check has by itself; the stage and the policy's mode may weaken it. `error`: a conforming sender ignores the policy or refuses mail. `warning`: a recommendation is broken, or time or a known sender will turn it into an error. `note`: practice.",
    "In an example, signs such as `␍`, `␉`, `␠` and `<U+FEFF>` stand for characters that cannot be seen.",
    table(
      ["Check", "Severity", "What is wrong"],
      checks.map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, prose(title)]),
    ),
    ...checks.map((check) => section(check, fixtures)),
  ].join("\n\n")}\n`;
}

function section(check: Check, fixtures: string): string {
  const { id, title, severity, citation, why, fix } = check;
  return [
    `## ${id}`,
    `**${prose(title)}** (${severity}; ${source(citation)})`,
    prose(sentence(why)),
    `Fix: ${prose(sentence(fix))}`,
    ...example(join(fixtures, id)),
  ].join("\n\n");
}

function source(citation: Citation): string {
  const { words, url } = sourceOf(citation);
  return url === undefined ? prose(words) : `[${words}](${url})`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Lines of a file that are shown. */
const MAX_LINES = 40;

function example(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const bad = names.find((name) => name.startsWith("bad-"));
  const output = join(folder, bad ?? "", "expected.txt");
  if (bad === undefined || !existsSync(output)) return [];
  const input = policyIn(join(folder, bad)) ?? onlyFileIn(join(folder, bad, "repository"));
  if (input === undefined) return [];
  return [
    input.name,
    fenced(visible(input.octets)),
    "gives",
    fenced(visible(readFileSync(output))),
  ];
}

interface Input {
  readonly name: string;
  readonly octets: Buffer;
}

function policyIn(folder: string): Input | undefined {
  const path = join(folder, "mta-sts.txt");
  return existsSync(path) ? { name: "The policy file", octets: readFileSync(path) } : undefined;
}

/** The one file that a fixture brings, if it is short enough to show. */
function onlyFileIn(folder: string): Input | undefined {
  if (!existsSync(folder)) return undefined;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const [only, ...others] = entries.filter((entry) => entry.isFile());
  if (only === undefined || others.length > 0) return undefined;
  const path = join(only.parentPath, only.name);
  const octets = readFileSync(path);
  const isShort = octets.toString("latin1").split("\n").length <= MAX_LINES;
  const shown = relative(folder, path).split(sep).join("/");
  return isShort && octets.length > 0 ? { name: `The file \`${shown}\``, octets } : undefined;
}
