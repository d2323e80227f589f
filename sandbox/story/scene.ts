// A scene of a story: something is done, the gate looks, and what it must say is known beforehand.
import type { UpdateState } from "../../tasks/MtaStsGateV1/deployment";
import type { DomainReport } from "../../tasks/MtaStsGateV1/report/types";
import type { StoryDomain } from "./domain";

/** What the gate must say. */
type Expectation =
  /** Nothing worse than a note, and the right way on. */
  | { readonly passes: UpdateState; readonly next: RegExp }
  /** The check that must be among the errors, or the warnings where nothing is an error. */
  | { readonly stops: string }
  | { readonly warns: string };

/** One scene. */
export interface Scene {
  readonly day: number;
  readonly title: string;
  readonly act: (domain: StoryDomain) => void;
  /** Inputs of the gate; the stage is among them. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: Expectation;
  /** Done before the next scene: what was wrong is taken back. */
  readonly after?: (domain: StoryDomain) => void;
}

/** Plays the scenes one after the other; true where the gate said in every one what it must. */
export async function playScenes(
  scenes: readonly Scene[],
  domain: StoryDomain,
  print: (line: string) => void,
): Promise<boolean> {
  let day: number | undefined;
  let isRight = true;
  for (const scene of scenes) {
    if (scene.day !== day) {
      day = scene.day;
      domain.startDay(day);
      print("");
      print(`Day ${day}`);
    }
    scene.act(domain);
    const report = await domain.look(scene.inputs);
    const holds = isAsExpected(report, scene.expected);
    for (const line of linesOf(scene, report, holds)) print(line);
    isRight &&= holds;
    scene.after?.(domain);
  }
  return isRight;
}

function isAsExpected({ result, problems, update }: DomainReport, expected: Expectation): boolean {
  if ("passes" in expected) {
    const isNext = expected.next.test(update.nextStep);
    return result === "passed" && update.state === expected.passes && isNext;
  }
  const [severity, check] =
    "stops" in expected
      ? (["error", expected.stops] as const)
      : (["warning", expected.warns] as const);
  const isWorst = result === (severity === "error" ? "failed" : "warnings");
  return isWorst && problems.some((one) => one.severity === severity && one.check === check);
}

function linesOf(
  { title, inputs, expected }: Scene,
  report: DomainReport,
  holds: boolean,
): readonly string[] {
  const { result, problems, update } = report;
  const kind = "passes" in expected ? "right" : "wrong";
  const weighty = problems.filter(({ severity }) => severity !== "note");
  return [
    `  ${kind}: ${title}`,
    `         ${inputs.stage}: ${result}, ${update.state}`,
    ...weighty.map(({ severity, check, message }) => `         ${severity} ${check}: ${message}`),
    `         next step: ${update.nextStep}`,
    ...(holds ? [] : [`         NOT AS EXPECTED: ${wordsOf(expected)}`]),
  ];
}

function wordsOf(expected: Expectation): string {
  if ("passes" in expected) return `passed, ${expected.passes}, ${expected.next}`;
  return "stops" in expected ? `error ${expected.stops}` : `warning ${expected.warns}`;
}
