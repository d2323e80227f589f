// docs/faults.md: every injected fault, what the gate says of it at each stage, and how long it may take.
import type { Layer } from "../test/faults/table";
import { prose, table } from "./markdown";

/** The page for the whole table. */
export function faultsPage(layers: readonly Layer[]): string {
  const faults = layers.flatMap(({ rows }) => rows).filter(({ check }) => check !== "");
  return `${[
    `<!-- Made by "npm run docs" from test/faults/. Do not edit. -->`,
    "# Faults",
    `What the tests break on a domain that serves a policy of mode \`enforce\`, over real sockets, and what the gate must say of it: ${faults.length} faults. No run may end in a crash, say nothing, take longer than the last column says, or leave a socket or a timer open.`,
    "The policy is committed and was served before, so no row brings `enforce`. `liveFaults`, `unverified`, `idUpdate` and `checkSmtp` have their defaults. Where a limit is short, `timeoutSeconds` is 1 for that row.",
    ...layers.map(section),
  ].join("\n\n")}\n`;
}

function section({ title, rows }: Layer): string {
  const heads = ["Fault", "Check", "pullRequest", "preDeploy", "postDeploy", "monitor", "Within"];
  const lines = rows.map(({ fault, check, weights, within }) => [
    prose(fault),
    check === "" ? "nothing wrong" : `[\`${check}\`](checks.md#${check})`,
    ...weights.map((weight) => weight ?? "–"),
    `${within} s`,
  ]);
  return `## ${title}\n\n${table(heads, lines)}`;
}
