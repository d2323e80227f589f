// Runs a stand-in step: a function with the surroundings of a task.
import { whenStopped } from "./cancellation";
import { processLine } from "./command-line";
import { taskEnvironment } from "./environment";
import { trimmed } from "./inputs";
import { LineSplitter } from "./lines";
import { expandMacros } from "./macros";
import type { StandInStep } from "./step";
import type { StepRecord } from "./step-record";
import { stepEnvironment } from "./task-run";

/** Runs the function to its end; its result becomes the step's. Throws what it throws, or that it was stopped. */
export async function runStandIn(
  step: StepRecord,
  standIn: StandInStep,
  signal: AbortSignal,
): Promise<void> {
  const { variables, workspace, environment: base, prependPath } = step.job;
  step.outputUnmasked(`Stand-in for ${standIn.standsFor} (agent emulator)`);
  const inputs = Object.fromEntries(
    Object.entries(standIn.inputs ?? {}).map(([name, value]) => {
      const fromVariables = expandMacros(trimmed(value), (key) => variables.get(key));
      return [name, expandMacros(fromVariables, (key) => base[key])];
    }),
  );
  const env = stepEnvironment(step, standIn.env);
  const taskVariables: [] = [];
  const sources = { base, step: env, variables, inputs, taskVariables, prependPath };
  const environment = taskEnvironment(sources);
  const write = (text: string) => {
    for (const line of new LineSplitter().push(`${text}\n`)) processLine(step, line);
  };
  const variable = (name: string) => variables.get(name);
  const context = { environment, inputs, variable, workspace, signal, write };
  const result = await Promise.race([standIn.run(context), whenStopped(signal)]);
  if (result !== undefined) step.result = result;
}
