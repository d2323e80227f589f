// Conditions of steps: status functions, and, or, not, eq, ne and variables. Anything else is refused, not guessed.
import { type Token, tokenize } from "./condition-tokens";
import type { TaskResult } from "./result";

/** What a condition looks at. */
export interface ConditionState {
  readonly jobStatus: TaskResult;
  variable(name: string): string | undefined;
}

/** Says whether a step runs, from how the job stands. */
export type Condition = (state: ConditionState) => boolean;

type Value = string | boolean | undefined;
type Expression = (state: ConditionState) => Value;

/** Reads a condition. Throws where it is none, or where it uses what the emulator does not know. */
export function parseCondition(text: string): Condition {
  const parser = new ConditionParser(text);
  const expression = parser.parse();
  return (state) => isTrue(expression(state));
}

const STATUS: Readonly<Record<string, readonly TaskResult[]>> = {
  succeeded: ["Succeeded", "SucceededWithIssues"],
  failed: ["Failed"],
  canceled: ["Canceled"],
  succeededorfailed: ["Succeeded", "SucceededWithIssues", "Failed"],
};

interface LogicFunction {
  readonly atLeast: number;
  readonly atMost: number;
  apply(values: readonly Value[]): boolean;
}

const LOGIC: Readonly<Record<string, LogicFunction>> = {
  and: { atLeast: 2, atMost: Number.POSITIVE_INFINITY, apply: (values) => values.every(isTrue) },
  or: { atLeast: 2, atMost: Number.POSITIVE_INFINITY, apply: (values) => values.some(isTrue) },
  not: { atLeast: 1, atMost: 1, apply: ([value]) => !isTrue(value) },
  eq: { atLeast: 2, atMost: 2, apply: ([left, right]) => equal(left, right) },
  ne: { atLeast: 2, atMost: 2, apply: ([left, right]) => !equal(left, right) },
};

class ConditionParser {
  readonly #text: string;
  readonly #tokens: Token[];

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  parse(): Expression {
    const expression = this.#expression();
    if (this.#tokens.length > 0) this.#refuse(`unexpected '${this.#tokens[0]?.value}'`);
    return expression;
  }

  #expression(): Expression {
    const token = this.#tokens.shift();
    if (token?.kind === "string") return () => token.value;
    if (token?.kind !== "word") return this.#refuse(`unexpected '${token?.value ?? "end"}'`);
    const word = token.value.toLowerCase();
    if (word === "true" || word === "false") return () => word === "true";
    if (word === "variables") return this.#variable();
    return this.#call(word, this.#arguments());
  }

  #call(name: string, given: readonly Expression[]): Expression {
    const statuses = STATUS[name];
    if ((statuses !== undefined || name === "always") && given.length === 0) {
      return statuses === undefined ? () => true : ({ jobStatus }) => statuses.includes(jobStatus);
    }
    const logic = LOGIC[name];
    if (logic === undefined || given.length < logic.atLeast || given.length > logic.atMost) {
      return this.#refuse(`${name}() with ${given.length} arguments is not known`);
    }
    return (state) => logic.apply(given.map((expression) => expression(state)));
  }

  #arguments(): Expression[] {
    this.#expect("(");
    const given: Expression[] = [];
    while (!this.#take(")")) {
      if (given.length > 0) this.#expect(",");
      given.push(this.#expression());
    }
    return given;
  }

  #variable(): Expression {
    const dotted = this.#take(".");
    if (!dotted) this.#expect("[");
    const name = this.#tokens.shift();
    if (name?.kind !== (dotted ? "word" : "string")) return this.#refuse("a variable needs a name");
    if (!dotted) this.#expect("]");
    return ({ variable }) => variable(name.value);
  }

  #take(sign: string): boolean {
    const [next] = this.#tokens;
    if (next?.kind !== "sign" || next.value !== sign) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) this.#refuse(`'${sign}' expected`);
  }

  #refuse(why: string): never {
    throw new Error(`condition '${this.#text}': ${why}`);
  }
}

function isTrue(value: Value): boolean {
  return typeof value === "boolean" ? value : value !== undefined && value !== "";
}

// The right side takes the type of the left one; strings count without case, and no value equals the empty string.
function equal(left: Value, right: Value): boolean {
  if (typeof left === "boolean") return left === isTrue(right);
  return asText(left).toLowerCase() === asText(right).toLowerCase();
}

function asText(value: Value): string {
  return value === undefined ? "" : String(value);
}
