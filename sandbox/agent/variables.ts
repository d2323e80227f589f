// The variables of a job (agent: Variables.cs): names without case, secrets apart, values expanded before each step.
import { READ_ONLY_VARIABLES } from "./read-only-variables";
import type { SecretMask } from "./secret-mask";

/** A variable with what is known of it. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
  readonly readOnly: boolean;
  /** The name of the environment variable keeps its case. */
  readonly preserveCase: boolean;
}

/** Marks that are set with a value; one that is left out is not set. */
export type VariableMarks = Partial<Pick<Variable, "secret" | "readOnly" | "preserveCase">>;

const MAX_DEPTH = 50;

/** The variables of a job or of a task, names without case. */
export class Variables {
  readonly #mask: SecretMask;
  readonly #written = new Map<string, Variable>();
  #expanded = new Map<string, Variable>();

  constructor(mask: SecretMask) {
    this.#mask = mask;
  }

  /** Stores a value as it is. A variable that was secret or read-only stays so. */
  set(name: string, value: string, marks: VariableMarks = {}): void {
    const key = name.toLowerCase();
    const before = this.#expanded.get(key);
    const variable: Variable = {
      name,
      value,
      secret: marks.secret === true || before?.secret === true,
      readOnly: marks.readOnly === true || before?.readOnly === true,
      preserveCase: marks.preserveCase === true,
    };
    if (variable.secret) this.#mask.add(value);
    this.#written.set(key, variable);
    this.#expanded.set(key, variable);
  }

  unset(name: string): void {
    this.#written.delete(name.toLowerCase());
    this.#expanded.delete(name.toLowerCase());
  }

  /** The expanded value, secret or not. */
  get(name: string): string | undefined {
    return this.#expanded.get(name.toLowerCase())?.value;
  }

  isReadOnly(name: string): boolean {
    const key = name.toLowerCase();
    return READ_ONLY_VARIABLES.has(key) || this.#expanded.get(key)?.readOnly === true;
  }

  all(): Variable[] {
    return [...this.#expanded.values()];
  }

  /**
   * Expands `$(other)` inside values, recursively. A value that took in a secret becomes secret itself. Gives the
   * warnings for cycles and for more than 50 levels; such values stay as they were written.
   */
  expand(): string[] {
    const warnings: string[] = [];
    const expanded = new Map(this.#written);
    for (const [key, variable] of this.#written) {
      const outcome = this.#expandValue(variable.value, [key]);
      if ("warning" in outcome) warnings.push(`Variable '${variable.name}' ${outcome.warning}`);
      else if (outcome.value !== variable.value) {
        const secret = variable.secret || outcome.secret;
        if (secret) this.#mask.add(outcome.value);
        expanded.set(key, { ...variable, value: outcome.value, secret });
      }
    }
    this.#expanded = expanded;
    return warnings;
  }

  #expandValue(value: string, path: readonly string[]): Expansion {
    let text = value;
    let secret = false;
    let from = 0;
    for (;;) {
      const start = text.indexOf("$(", from);
      const end = start < 0 ? -1 : text.indexOf(")", start + 2);
      if (end < 0) return { value: text, secret };
      const key = text.slice(start + 2, end).toLowerCase();
      const nested = this.#written.get(key);
      if (nested === undefined) {
        from = start + 1;
        continue;
      }
      if (path.length === MAX_DEPTH) return { warning: `exceeds the depth of ${MAX_DEPTH}` };
      if (path.includes(key)) return { warning: "refers to itself" };
      const inner = this.#expandValue(nested.value, [...path, key]);
      if ("warning" in inner) return inner;
      secret ||= nested.secret || inner.secret;
      text = text.slice(0, start) + inner.value + text.slice(end + 1);
      from = start + inner.value.length;
    }
  }
}

type Expansion =
  | { readonly value: string; readonly secret: boolean }
  | { readonly warning: string };
