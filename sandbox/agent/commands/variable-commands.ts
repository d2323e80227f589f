// task.setvariable, task.settaskvariable, task.setsecret, task.prependpath (agent: TaskCommandExtension.cs).
import { escapeText, type LoggingCommand } from "../logging-command";
import { allowsVariable } from "../restrictions";
import type { StepRecord } from "../step-record";
import type { Variables } from "../variables";
import { type CommandRule, flag, harmless, requiredProperty } from "./command";

export const setVariable: CommandRule = {
  allowedInRestrictedMode: true,
  run(step, command) {
    const complaint = "Required field 'variable' is missing in ##vso[task.setvariable] command.";
    const name = requiredProperty(command, "variable", complaint);
    const secret = flag(command, "issecret");
    checkReadOnly(step, step.job.variables, name);
    if (secret) {
      checkSingleLine(command.data);
      step.job.mask.add(escapeText(command.data));
    }
    if (isBlocked(step, name)) return "blocked";
    step.setVariable(name, command.data, {
      secret,
      output: flag(command, "isoutput"),
      readOnly: flag(command, "isreadonly"),
      preserveCase: flag(command, "preservecase"),
    });
    return "done";
  },
};

export const setTaskVariable = harmless((step, command) => {
  const complaint = "Required field 'variable' is missing in ##vso[task.settaskvariable] command.";
  const name = requiredProperty(command, "variable", complaint);
  const secret = flag(command, "issecret");
  checkReadOnly(step, step.taskVariables, name);
  if (secret) checkSingleLine(command.data);
  step.taskVariables.set(name, command.data, {
    secret,
    readOnly: flag(command, "isreadonly"),
    preserveCase: flag(command, "preservecase"),
  });
});

export const setSecret = harmless((step, command) => step.job.mask.add(command.data));

export const prependPath: CommandRule = {
  allowedInRestrictedMode: true,
  run(step, { data }: LoggingCommand) {
    if (isBlocked(step, "PATH")) return "blocked";
    if (data === "") throw new Error("The path to prepend is missing.");
    const { prependPath: folders } = step.job;
    if (folders.includes(data)) folders.splice(folders.indexOf(data), 1);
    folders.push(data);
    return "done";
  },
};

function isBlocked(step: StepRecord, name: string): boolean {
  if (allowsVariable(step.restrictions, name)) return false;
  step.warning(`Setting variable '${name}' has been disabled by the task or build definition.`);
  return true;
}

// A warning only, unless the organization forbids it (agent.readOnlyVariables).
function checkReadOnly(step: StepRecord, variables: Variables, name: string): void {
  if (!variables.isReadOnly(name)) return;
  if (step.job.variables.get("agent.readOnlyVariables")?.toLowerCase() === "true") {
    throw new Error(`Overwriting readonly variable '${name}' is not permitted.`);
  }
  step.warning(
    `Overwriting readonly variable '${name}'. This behavior will be disabled in the future.`,
  );
}

function checkSingleLine(secret: string): void {
  if (secret.includes("\n")) throw new Error("Secrets cannot contain multiple lines");
}
