// task.complete, task.setprogress, task.debug, task.logdetail (agent: TaskCommandExtension.cs).
import { mergeResults, parseResult } from "../result";
import type { StepRecord } from "../step-record";
import { harmless, requiredProperty } from "./command";

export const complete = harmless((step, { properties, data }) => {
  const result = parseResult(properties.get("result"));
  if (result === undefined) throw new Error("Command doesn't have valid result value.");
  step.result = mergeResults(step.result, result);
  setProgress(step, 100, data);
  if (/^(?:1|\$?true)$/i.test(properties.get("done") ?? "")) step.onDone();
});

export const progress = harmless((step, { properties, data }) => {
  const value = /^\s*[+-]?\d+\s*$/.exec(properties.get("value") ?? "")?.[0] ?? "0";
  setProgress(step, Math.min(Math.max(Number(value), 0), 100), data);
});

function setProgress(step: StepRecord, value: number, text: string): void {
  step.progress = Math.max(step.progress, value);
  step.currentOperation = text;
}

export const debug = harmless((step, { data }) => step.debug(data));

const GUID = /^[{(]?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?$/i;

/** Adds or updates a line in the tree of a step: the first time it needs a name, a type and a known parent. */
export const logDetail = harmless((step, command) => {
  const complaint = "Can't update timeline record, timeline record id is not provided.";
  const id = guid(requiredProperty(command, "id", complaint));
  if (/^[0-]+$/.test(id)) throw new Error(complaint);
  const parentText = command.properties.get("parentid");
  const parent = parentText === undefined ? undefined : guid(parentText);
  const known = step.details.get(id);
  if (known !== undefined) {
    if (parent !== undefined && parent !== known.parent) {
      throw new Error("Can't change parent timeline record of an existing timeline record.");
    }
    return;
  }
  requiredProperty(command, "name", "Name is required for this new timeline record.");
  requiredProperty(command, "type", "Type is required for this new timeline record.");
  if (parent !== undefined && !step.details.has(parent)) {
    throw new Error("Parent timeline record has not been created for this new timeline record.");
  }
  step.details.set(id, { parent });
});

function guid(text: string): string {
  if (!GUID.test(text)) throw new Error(`'${text}' is no GUID`);
  return text.toLowerCase().replace(/[{}()]/g, "");
}
