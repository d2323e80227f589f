// Outcomes of steps and jobs, and how they merge (agent: Util/TaskResultUtil.cs).

/** In the agent's order, mildest first: the merge depends on it. */
export const TASK_RESULTS = [
  "Succeeded",
  "SucceededWithIssues",
  "Failed",
  "Canceled",
  "Skipped",
  "Abandoned",
] as const;
/** The agent's names for how a step or a job ended. */
export type TaskResult = (typeof TASK_RESULTS)[number];

/** The worse of two results; whatever is worse than Failed stays as it is. */
export function mergeResults(current: TaskResult | undefined, coming: TaskResult): TaskResult {
  if (current === undefined) return coming;
  const rank = TASK_RESULTS.indexOf(current);
  if (rank > TASK_RESULTS.indexOf("Failed")) return current;
  return TASK_RESULTS.indexOf(coming) >= rank ? coming : current;
}

/** Reads a result's name as .NET's Enum.TryParse does by default: case-sensitive, blanks around it ignored. */
export function parseResult(text: string | undefined): TaskResult | undefined {
  return TASK_RESULTS.find((result) => result === text?.trim());
}
