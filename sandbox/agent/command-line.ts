// What the agent does with a line of output (agent: NodeHandler.OnDataReceived, WorkerCommandManager.cs).
import { findCommand, isKnownArea } from "./commands";
import {
  hasCommandKeyword,
  type LoggingCommand,
  parseLoggingCommand,
  unescapeText,
} from "./logging-command";
import type { IssuedCommand } from "./report";
import { allowsAnyCommand } from "./restrictions";
import type { StepRecord } from "./step-record";
import type { StreamName } from "./task-process";

/** Carries out the command in a line, or writes the line to the log. */
export function processLine(step: StepRecord, line: string, stream?: StreamName): void {
  const unescapePercents = !/^(?:0|\$?false)$/i.test(
    step.job.variables.get("DECODE_PERCENTS") ?? "",
  );
  const command = parseLoggingCommand(line, unescapePercents);
  if (command === undefined) {
    if (hasCommandKeyword(line)) {
      step.warning(
        `'${line}' contains logging command keyword '##vso', but it's not a legal command.`,
      );
    }
    step.output(line);
    return;
  }
  const outcome = carryOut(step, command, line);
  step.commands.push({
    name: `${command.area}.${command.event}`,
    properties: Object.fromEntries(command.properties),
    data: command.data,
    outcome,
    ...(stream && { stream }),
  });
  const name = `${command.area}.${command.event}`.toLowerCase();
  if (outcome !== "unknown" && name !== "task.debug") {
    step.debug(`Processed: ${unescapeText(line, unescapePercents)}`);
  }
}

function carryOut(
  step: StepRecord,
  command: LoggingCommand,
  line: string,
): IssuedCommand["outcome"] {
  const { area, event } = command;
  if (!isKnownArea(area)) {
    step.warning(`Cannot find command extension for ##vso[${area}.command].`);
    return "unknown";
  }
  try {
    const rule = findCommand(area, event);
    if (rule === undefined) {
      throw new Error(`##vso[${area.toLowerCase()}.${event}] is not a recognized command.`);
    }
    if (!rule.allowedInRestrictedMode && !allowsAnyCommand(step.restrictions)) {
      step.warning(
        `##vso[${area}.${event}] is not allowed in this step due to policy restrictions.`,
      );
      return "blocked";
    }
    return rule.run(step, command);
  } catch (error) {
    step.error(`Unable to process command '${line}' successfully.`);
    step.error(error instanceof Error ? error.message : String(error));
    step.commandResult = "Failed";
    return "failed";
  }
}
