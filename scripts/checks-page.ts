// docs/checks.md: every check with its reason, its source and an example from its fixture.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check, Citation } from "../tasks/MtaStsGateV1/checks/check";
import { sourceOf } from "../tasks/MtaStsGateV1/report/citation";
import { fenced, prose, table, visible } from "./markdown";

/**
 * The page for all checks, in their order.
 * @param fixtures folder that holds `<id>/bad-<case>/` with `mta-sts.txt` and `expected.txt`
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

function example(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const bad = names.find((name) => name.startsWith("bad-"));
  const policy = join(folder, bad ?? "", "mta-sts.txt");
  const output = join(folder, bad ?? "", "expected.txt");
  if (bad === undefined || !existsSync(policy) || !existsSync(output)) return [];
  return [
    "The policy file",
    fenced(visible(readFileSync(policy))),
    "gives",
    fenced(visible(readFileSync(output))),
  ];
}
