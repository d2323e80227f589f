import type { DeployStep } from "../pipelines/deploy-step";
import type { GateStep } from "../pipelines/gate-step";
import { standsBefore } from "../pipelines/order";
import { type Setting, settingOf } from "../pipelines/pipeline";
import { type PipelineView, scopeOf } from "../pipelines/view";
import { branchesNamed, conditionHolds, type Reason, runs, worldOf } from "../pipelines/worlds";
import type { Place } from "../pipelines/yaml-node";
import { defineCheck, type Finding } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

const REASONS: readonly Reason[] = ["IndividualCI", "Manual", "Schedule", "PullRequest"];

export const pipelineGateOpened = defineCheck({
  id: "pipeline-gate-opened",
  title: "A pipeline goes on when the gate fails, or leaves it out",
  severity: "warning",
  area: "pipeline",
  citation: { practice: "stopping a build at the first failure" },
  why: "The policy is deployed whatever the gate finds.",
  fix: "Let the gate run in every build that deploys, and let nothing run behind it that did not succeed.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) =>
    inEachPipeline(pipelines, deployment, knowledge, (view) => [
      ...view.gates.flatMap((gate) => openings(gate, view)),
      ...view.deploys.flatMap((deploy) => passings(deploy, view)),
    ]),
});

function openings(gate: GateStep, view: PipelineView): readonly Finding[] {
  const own = ([gate.step, gate.job] as const).map(({ settings }) =>
    settingOf(settings, "continueOnError"),
  );
  const forgiving = own.find((setting) => is(setting, "true"));
  const off = [gate.step, gate.job, gate.stage]
    .flatMap(({ settings }) => [settingOf(settings, "enabled"), settingOf(settings, "condition")])
    .find((setting) => is(setting, "false"));
  const found: { readonly at: Place; readonly message: string; readonly fix: string }[] = [];
  if (forgiving !== undefined) {
    const message =
      "continueOnError: true lets the build go on, and a pull request complete, when the gate fails";
    found.push({ at: forgiving, message, fix: "Remove continueOnError from the gate." });
  }
  if (off !== undefined) {
    const message = `${off.name}: false switches the gate off`;
    found.push({ at: off, message, fix: `Remove ${off.name}: false from the gate.` });
  }
  return found.map(({ at, ...words }) => ({ ...words, ...placeIn(view, at) }));
}

function is(setting: Setting | undefined, text: string): boolean {
  return setting?.text.trim().toLowerCase() === text;
}

function passings(deploy: DeployStep, view: PipelineView): readonly Finding[] {
  const before = view.gates.flatMap((gate) => {
    const level = gate.isBeforeDeploy ? standsBefore(gate, deploy, view.pipeline) : undefined;
    return level === undefined ? [] : [{ gate, level }];
  });
  const gates = before.map(({ gate }) => gate);
  const skipping = skippedIn(gates, deploy, view);
  const levels = before.map(({ level }) => level);
  const passing = passesFailure(levels, deploy, view);
  return [
    ...(skipping === undefined
      ? []
      : [
          {
            message: `the gate is left out of builds with the reason ${skipping.reason}, in which ${deploy.what} deploys`,
            fix: "Give the gate no condition, or one that holds wherever the policy is deployed.",
            ...placeIn(view, skipping.at),
          },
        ]),
    ...(passing === undefined
      ? []
      : [
          {
            message: `${deploy.what} runs even after the gate has failed: its condition does not ask for succeeded()`,
            fix: `Write condition: and(succeeded(), …) in the place of ${passing.text.replace(/\s+/g, " ").trim()}.`,
            ...placeIn(view, passing),
          },
        ]),
  ];
}

/** A build that deploys and in which no gate runs, with the condition of the gate. */
function skippedIn(
  gates: readonly GateStep[],
  deploy: DeployStep,
  view: PipelineView,
): { readonly reason: Reason; readonly at: Place } | undefined {
  const [gate] = gates;
  if (gate === undefined) return undefined;
  const at =
    [gate.step, gate.job, gate.stage]
      .map(({ settings }) => settingOf(settings, "condition"))
      .find((condition) => condition !== undefined && !is(condition, "false")) ?? gate.step;
  const isOff = [gate.step, gate.job, gate.stage].some(
    ({ settings }) =>
      is(settingOf(settings, "condition"), "false") || is(settingOf(settings, "enabled"), "false"),
  );
  if (isOff) return undefined;
  for (const reason of REASONS) {
    for (const branch of branchesNamed(deploy, ...gates)) {
      const build = { reason, branch, hasFailed: false };
      const isSkipped = gates.every((one) => runs(one, build, scopeOf(view, one)) === false);
      if (isSkipped && runs(deploy, build, scopeOf(view, deploy)) === true) return { reason, at };
    }
  }
  return undefined;
}

/** The condition, at the level where a gate stands before it, that lets a step deploy although the gate has failed. */
function passesFailure(
  levels: readonly ("step" | "job" | "stage")[],
  deploy: DeployStep,
  view: PipelineView,
): Setting | undefined {
  for (const level of levels) {
    const condition = settingOf(deploy[level].settings, "condition");
    if (condition === undefined) continue;
    const isPassing = branchesNamed(deploy).some((branch) =>
      REASONS.some((reason) => {
        const world = worldOf({ reason, branch, hasFailed: true }, scopeOf(view, deploy));
        return conditionHolds([condition], world) === true;
      }),
    );
    if (isPassing) return condition;
  }
  return undefined;
}
