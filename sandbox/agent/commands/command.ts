// The form of the agent's commands.
import type { LoggingCommand } from "../logging-command";
import type { StepRecord } from "../step-record";

/** What a command did; where it cannot do it, it throws and the step fails. */
type CommandOutcome = "done" | "blocked";

/** How one logging command is carried out, and whether a restricted step may use it. */
export interface CommandRule {
  readonly allowedInRestrictedMode: boolean;
  run(step: StepRecord, command: LoggingCommand): CommandOutcome;
}

/** A command that restricted steps may use as well. */
export function harmless(run: (step: StepRecord, command: LoggingCommand) => void): CommandRule {
  return rule(true, run);
}

/** A command that restricted steps may not use. */
export function restricted(run: (step: StepRecord, command: LoggingCommand) => void): CommandRule {
  return rule(false, run);
}

function rule(
  allowedInRestrictedMode: boolean,
  run: (step: StepRecord, command: LoggingCommand) => void,
): CommandRule {
  return {
    allowedInRestrictedMode,
    run(step, command) {
      run(step, command);
      return "done";
    },
  };
}

/** A property that must be there. Throws with `complaint` otherwise. */
export function requiredProperty(command: LoggingCommand, key: string, complaint: string): string {
  const value = command.properties.get(key);
  if (value === undefined || value === "") throw new Error(complaint);
  return value;
}

/** .NET's Boolean.TryParse, false where it fails. */
export function flag(command: LoggingCommand, key: string): boolean {
  return command.properties.get(key)?.trim().toLowerCase() === "true";
}
