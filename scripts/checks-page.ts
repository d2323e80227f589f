// docs/checks.md: every check with what it means for mail, its source, its fix and an example from its fixtures.
import { join } from "node:path";
import type { Check, Citation } from "../tasks/MtaStsGateV1/checks/check";
import { sourceOf } from "../tasks/MtaStsGateV1/report/citation";
import { HEALTHY_ID, HEALTHY_POLICY } from "../test/support/healthy";
import { exampleOf } from "./check-example";
import { fenced, prose, table } from "./markdown";

/** What the first word of an id says the check is about. */
export const SUBJECTS: { readonly [word: string]: string } = {
  policy: "The policy file",
  removal: "The way out",
  interop: "What known senders make of a policy",
  site: "The files of a Static Web App",
  functions: "The code of a Functions app",
  pipeline: "The pipeline",
  mx: "The MX records",
  provider: "Mail providers",
  smtp: "The MX hosts on port 25",
  rollout: "The road to enforce",
  record: "The TXT record",
  id: "The id",
  git: "The history",
  host: "The policy host",
  served: "The served policy",
  deployed: "The site under its own address",
  tlsrpt: "TLSRPT",
  agent: "The agent",
};

/**
 * The page for all checks, in their order.
 * @param fixtures folder that holds `<id>/bad-<case>/`
 */
export function checksPage(checks: readonly Check[], fixtures: string): string {
  return `${[
    `<!-- Made by "npm run docs" from tasks/MtaStsGateV1/checks/ and test/fixtures/. Do not edit. -->`,
    "# Checks",
    "What to do when the log names a check: look it up in the list, read what it means for mail, compare the example, apply the fix. Trouble with the agent itself, its network or its clone: [troubleshooting](troubleshooting.md). What blocks at which stage: [stages](stages.md).",
    "The severity is the one that a check has by itself; the stage and the policy's mode may weaken it. `error`: a conforming sender ignores the policy or refuses mail. `warning`: a recommendation is broken, or time or a known sender will turn it into an error. `note`: practice.",
    "## The list",
    ...contents(checks),
    "## How to read an example",
    `An example shows what the gate saw and what it said, word for word. It shows only what differs from a domain on which nothing is wrong: \`contoso.com\`, with the MX host and the policy below, committed and served, and with the TXT record \`v=STSv1; id=${HEALTHY_ID};\`.`,
    fenced(HEALTHY_POLICY),
    "Signs such as `␍`, `␉`, `␠` and `<U+FEFF>` stand for characters that cannot be seen, `…` for what is left out. To get such output from your own files, see [README](../README.md#try-it-here).",
    ...checks.map((check) => section(check, fixtures)),
  ].join("\n\n")}\n`;
}

/** A table for each subject, in the order in which the checks bring them up. */
function contents(checks: readonly Check[]): readonly string[] {
  const subjects = [...new Set(checks.map(subjectOf))];
  return subjects.flatMap((subject) => [
    `**${subject}**`,
    table(
      ["Check", "Severity", "What is wrong"],
      checks
        .filter((check) => subjectOf(check) === subject)
        .map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, prose(title)]),
    ),
  ]);
}

function subjectOf({ id }: Check): string {
  const [word = ""] = id.split("-");
  return SUBJECTS[word] ?? word;
}

function section(check: Check, fixtures: string): string {
  const { id, title, severity, citation, why, fix } = check;
  return [
    `## ${id}`,
    `**${prose(title)}** (${severity}; ${source(citation)})`,
    `For mail: ${prose(sentence(why))}`,
    `Fix: ${prose(sentence(fix))}`,
    ...exampleOf(check, join(fixtures, id)),
  ].join("\n\n");
}

function source(citation: Citation): string {
  const { words, url } = sourceOf(citation);
  return url === undefined ? prose(words) : `[${words}](${url})`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
