// Steps of this task in pipelines.
import { type PlacedStep, settingOf } from "./pipeline";

/** A gate. */
export interface GateStep extends PlacedStep {
  /** It judges the committed policy before a deployment; false for `postDeploy` and `monitor`. */
  readonly isBeforeDeploy: boolean;
  /** It needs the files of the repository; false for `monitor`. */
  readonly needsFiles: boolean;
}

const GATE = /(?:^|\.)MtaStsGate@\d+$/i;

/** The gate that a step is; undefined: it is another step. */
export function gateOf(placed: PlacedStep): GateStep | undefined {
  const { kind, name, inputs } = placed.step;
  if (kind !== "task" || !GATE.test(name)) return undefined;
  const stage = settingOf(inputs, "stage")?.text.toLowerCase();
  return {
    ...placed,
    isBeforeDeploy: stage !== "postdeploy" && stage !== "monitor",
    needsFiles: stage !== "monitor",
  };
}
