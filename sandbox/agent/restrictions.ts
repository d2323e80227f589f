// What a step may do (agent: TaskRestrictionsChecker.cs, TaskRestrictionsExtension.cs).
import type { Restrictions } from "./task-definition";

/** The `target` of a step, as far as it restricts it. */
export interface StepTarget {
  readonly commands?: "any" | "restricted";
  /** `none`, or the names (with `*` and `?`) that the step may set. */
  readonly settableVariables?: "none" | readonly string[];
}

/** The restrictions that a step puts on top of those of its task. */
export function restrictionsOf(target: StepTarget | undefined): Restrictions[] {
  const restrictions: Restrictions[] = [];
  if (target?.commands === "restricted") restrictions.push({ commands: { mode: "restricted" } });
  if (target?.settableVariables !== undefined) {
    const { settableVariables } = target;
    const allowed = settableVariables === "none" ? [] : settableVariables;
    restrictions.push({ settableVariables: { allowed } });
  }
  return restrictions;
}

/** Whether commands that are not allowed in restricted mode may run. */
export function allowsAnyCommand(restrictions: readonly Restrictions[]): boolean {
  return restrictions.every(({ commands }) => commands?.mode?.toLowerCase() !== "restricted");
}

/** Whether a variable may be set: every list that exists must have a pattern for it. */
export function allowsVariable(restrictions: readonly Restrictions[], name: string): boolean {
  return restrictions.every(
    ({ settableVariables }) =>
      settableVariables?.allowed === undefined ||
      settableVariables.allowed.some((pattern) => matches(pattern, name)),
  );
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(name);
}
