// docs/inputs.md: task.json for people.
import { table } from "./markdown";
import type { TaskInput, TaskJson } from "./task-json";

/** The page for all inputs, by group, and all output variables. */
export function inputsPage(task: TaskJson): string {
  const groups = [{ name: undefined, displayName: "Basics" }, ...(task.groups ?? [])];
  return `${[
    `<!-- Made by "npm run docs" from tasks/${task.name}V${task.version.Major}/task.json. Do not edit. -->`,
    `# Inputs and output variables of \`${task.name}@${task.version.Major}\``,
    "An empty input counts as one that is not given. A bad value fails the step before anything is looked up.",
    ...groups.flatMap(({ name, displayName }) => [
      `## ${displayName}`,
      inputTable(task.inputs.filter((input) => input.groupName === name)),
    ]),
    "## Output variables",
    `Give the step a \`name\` and read a variable as \`$(name.mtaStsResult)\` in later steps of the job.`,
    table(
      ["Variable", "Value"],
      task.outputVariables.map(({ name, description }) => [`\`${name}\``, description]),
    ),
  ].join("\n\n")}\n`;
}

function inputTable(inputs: readonly TaskInput[]): string {
  return table(
    ["Input", "Value", "Default", "Meaning"],
    inputs.map((input) => [
      [input.name, ...(input.aliases ?? [])].map((name) => `\`${name}\``).join("\nor "),
      valuesOf(input),
      input.defaultValue === "" ? "empty" : `\`${input.defaultValue}\``,
      `**${input.label}.** ${input.helpMarkDown}`,
    ]),
  );
}

function valuesOf({ type, options }: TaskInput): string {
  if (options)
    return Object.keys(options)
      .map((option) => `\`${option}\``)
      .join("\n");
  if (type === "boolean") return "`true`\n`false`";
  return type === "multiLine" ? "lines" : "text";
}
