// What holds of every run of the packed task, whatever it judges: one result, nobody's commands but its own, nothing
// that acts on a screen, and no trace in the repository.
import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { IssuedCommand, StepReport } from "../../sandbox/agent";
import { outputVariables } from "../../tasks/MtaStsGateV1/task.json";

const UPLOADS = ["task.uploadsummary", "results.publish", "artifact.upload"];
const OURS = [
  ...["task.debug", "task.logissue", "task.setprogress", "task.setvariable", "task.complete"],
  ...UPLOADS,
];
const OUTPUTS = outputVariables.map(({ name }) => name);

/** Everything but printable characters and the plain blank. */
const UNSHOWABLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** Throws where a step of the gate did not behave. */
export function assertTidy(step: StepReport): void {
  assert.equal(step.rawErrorOutput, "", "nothing on standard error");
  assert.ok(step.rawOutput.endsWith("\n"), "the last line ends");
  for (const line of step.rawOutput.slice(0, -1).split("\n")) assertPlain(line);
  const commands = step.commands.filter(({ stream }) => stream !== undefined);
  for (const command of commands) assertOurs(command);
  const completions = commands.filter(({ name }) => name === "task.complete");
  assert.equal(completions.length, 1, "exactly one task.complete");
  assert.equal(commands.at(-1)?.name, "task.complete", "nothing after task.complete");
  const severities = commands.flatMap(({ name, properties: { type } }) =>
    name === "task.logissue" ? (type ?? []) : [],
  );
  assert.deepEqual(severities, [...severities].sort(), "errors before warnings");
}

function assertPlain(line: string): void {
  const shown = JSON.stringify(line.slice(0, 200));
  const stray = UNSHOWABLE.exec(line.replaceAll(" ", ""))?.[0];
  assert.equal(stray, undefined, `U+${stray?.codePointAt(0)?.toString(16)} in ${shown}`);
  assert.ok(
    line.replace(/^##(?:vso\[|\[group\]|\[endgroup\]$)/, "").search(/##(?:vso)?\[/) < 0,
    `a second command in ${shown}`,
  );
  assert.ok(line.length < 5000, `${line.length} characters in one line: ${shown}`);
}

function assertOurs({ name, outcome, properties, data }: IssuedCommand): void {
  assert.ok(OURS.includes(name), `${name} is none of our commands`);
  const mayBeBlocked = outcome === "blocked" && UPLOADS.includes(name);
  assert.ok(outcome === "done" || mayBeBlocked, `${name} was ${outcome}`);
  if (name !== "task.setvariable") return;
  assert.ok(OUTPUTS.includes(properties.variable ?? ""), `${properties.variable} is no output`);
  assert.doesNotMatch(data, /[\r\n]/, "an output variable is a single line");
}

/** Throws where the task left something in the repository, or more than its own files in the folder for such things. */
export function assertHouseClean(folders: {
  readonly repository: string;
  readonly sources: string;
  readonly temp: string;
}): void {
  const { repository, sources, temp } = folders;
  assert.deepEqual(contentsOf(sources), contentsOf(repository), "the repository is as it was");
  // The task library keeps keys of its own there, as in every task that is made with it.
  const known =
    /^(?:mta-sts-gate(?:-\w{6})?\/(?:(?:mta-sts-gate|evidence)\.json|mta-sts-gate\.xml|mta-sts-gate-\w+(?:-job\d+)?\.sarif|MTA-STS Policy Gate \(\w+\)(?: job \d+ of \d+)?\.md)|mta-sts-gate-before\.json|\.taskkey|proxy)$/;
  assert.deepEqual(
    filesOf(temp).filter((path) => !known.test(path)),
    [],
    "nothing else in the temporary folder",
  );
}

function contentsOf(folder: string): readonly string[] {
  return filesOf(folder).map((path) => `${path}\n${contentOf(join(folder, path))}`);
}

function contentOf(path: string): string {
  if (lstatSync(path).isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  return readFileSync(path, "latin1");
}

/** Paths of the files and links below a folder, sorted; none where there is no folder. */
export function filesOf(folder: string): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true });
  return names
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesOf(join(folder, entry.name)).map((path) => `${entry.name}/${path}`)
        : [entry.name],
    )
    .sort();
}
